/** What the page is made of: its licences, its messages, its weight. */

import assert from "node:assert/strict";
import { readdirSync, readFileSync, statSync } from "node:fs";
import { test } from "node:test";
import { createServer } from "vite";
import { MODE } from "./browser.js";

const here = new URL("../", import.meta.url);
/** @param {string} path */
const read = (path) => readFileSync(new URL(path, here), "utf8");
const DIST = MODE === "native" ? "dist-native" : "dist";

/** What may be in the page that is shipped, and what may be used to build and test it. */
const SHIPPED = ["MIT", "MIT OR Apache-2.0"];
const TOOLS = [...SHIPPED, "Apache-2.0", "BSD-3-Clause", "ISC", "MPL-2.0", "0BSD"];

test("every package has a licence that is allowed, and a checksum", () => {
  const { packages } = JSON.parse(read("package-lock.json"));
  for (const [name, { license, dev, integrity, link }] of Object.entries(packages)) {
    if (name === "" || name.startsWith("../") || link) continue;
    assert.ok((dev ? TOOLS : SHIPPED).includes(license), `${name} has the licence ${license}`);
    assert.ok(integrity, `${name} has no checksum`);
  }
});

test("versions are exact", () => {
  const { dependencies, devDependencies } = JSON.parse(read("package.json"));
  for (const [name, version] of Object.entries({ ...dependencies, ...devDependencies })) {
    assert.match(version, /^\d+\.\d+\.\d+$|^file:/, name);
  }
});

test("both languages have every message, with the same names and forms in it", async () => {
  const server = await createServer({
    root: here.pathname,
    mode: "native",
    server: { middlewareMode: true },
    logLevel: "error",
  });
  const { en } = await server.ssrLoadModule("/src/words/en.ts");
  const { de } = await server.ssrLoadModule("/src/words/de.ts");
  await server.close();
  assert.deepEqual(Object.keys(de).sort(), Object.keys(en).sort());
  const names = (/** @type {string} */ message) => [...new Set(message.match(/\{\w+\}/g))].sort();
  for (const [key, message] of Object.entries(en)) {
    assert.deepEqual(names(de[key]), names(message), key);
    assert.equal(de[key].split(" | ").length, message.split(" | ").length, key);
  }
});

test("each rule has a sentence in German", () => {
  const rules = readdirSync(new URL("../docs/rules/", here)).map((name) => name.replace(".md", ""));
  const german = [...read("src/words/rules.de.ts").matchAll(/^ {2}"([\w-]+)":/gm)].map((match) => match[1]);
  assert.deepEqual(german.sort(), rules.sort());
});

test("every message is said somewhere", () => {
  const files = readdirSync(new URL("src/", here), { recursive: true, encoding: "utf8" }).filter((name) =>
    /\.ts$/.test(name),
  );
  const source = files
    .filter((name) => !/words.(en|de)/.test(name))
    .map((name) => read(`src/${name}`))
    .join("\n");
  // What ibid itself names: severities, reasons.
  const named = ["error", "warning", "info"];
  const keys = [...read("src/words/en.ts").matchAll(/^ {2}(\w+):/gm)]
    .map((match) => match[1] ?? "")
    .filter((key) => !named.includes(key));
  assert.ok(keys.length > 50);
  assert.deepEqual(
    keys.filter((key) => !new RegExp(`["'\`.]${key}\\b|say\\(${key}`).test(source)),
    [],
  );
});

test("the service worker keeps every file of the page", () => {
  const files = JSON.parse(read(`${DIST}/sw.js`).match(/const FILES = (\[.*\]);/)?.[1] ?? "[]");
  const built = readdirSync(new URL(`${DIST}/`, here), { recursive: true, encoding: "utf8" });
  const kept = built.filter(
    (name) =>
      statSync(new URL(`${DIST}/${name}`, here)).isFile() && !["index.html", "sw.js", "licences.md"].includes(name),
  );
  assert.deepEqual(kept.sort(), files.filter((/** @type {string} */ name) => name !== "./").sort());
});

test("the page says that it may reach its own server only, and names no other", () => {
  const page = read(`${DIST}/index.html`);
  assert.match(page, /default-src 'none'/);
  assert.match(page, /connect-src 'self'/);
  assert.doesNotMatch(page, /unsafe-inline|unsafe-eval'(?<!wasm-unsafe-eval')|(src|href)="(https?:)?\/\//);
});
