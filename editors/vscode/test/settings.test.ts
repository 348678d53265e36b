import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";

import { LANGUAGES, SERVER_SETTINGS, options } from "../src/settings";

test("the server is told what is set and nothing else", () => {
  const set: Record<string, unknown> = { preset: null, style: "", compareWith: "head", inlayHints: false, path: "/x" };
  assert.deepEqual(options((name) => set[name]), { compareWith: "head", inlayHints: false });
});

test("every setting and language of the code is in the manifest, and the other way round", () => {
  const manifest = JSON.parse(readFileSync("package.json", "utf8"));
  const own = ["path", "trace.server"];
  const declared = Object.keys(manifest.contributes.configuration.properties).map((name) => name.replace("ibid.", ""));
  assert.deepEqual([...declared].sort(), [...SERVER_SETTINGS, ...own].sort());
  assert.deepEqual(manifest.activationEvents, LANGUAGES.map((language) => `onLanguage:${language}`));
});
