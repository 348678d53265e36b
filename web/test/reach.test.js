/** Everyone can use the page: with a keyboard, a screen reader, a phone, in the dark; and it sends nothing anywhere. */

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { test } from "node:test";
import { MODE } from "./browser.js";
import { drop, example, notice, read, view, withPage } from "./page.js";

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const PHONE = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true };
const VIEWS = ["findings", "notes", "works", "picture", "rewrite"];

/** @param {import("playwright-core").Page} page @param {string} where */
async function noViolations(page, where) {
  const violations = await page.evaluate(async () => {
    const { violations } = await /** @type {any} */ (window).axe.run(document, { resultTypes: ["violations"] });
    return violations.map((/** @type {any} */ { id, nodes }) => `${id}: ${nodes[0].html} ${nodes[0].failureSummary}`);
  });
  assert.deepEqual(violations, [], where);
}

for (const [name, options] of /** @type {const} */ ([
  ["wide and light", {}],
  ["wide and dark", { colorScheme: "dark" }],
  ["on a phone, light", PHONE],
  ["on a phone, dark, in German", { ...PHONE, colorScheme: "dark", locale: "de-DE" }],
])) {
  test(
    `axe-core finds nothing: ${name}`,
    withPage(async (page) => {
      await page.evaluate(AXE);
      await noViolations(page, "welcome");
      await example(page);
      await noViolations(page, "text");
      for (const name of VIEWS) {
        await view(page, name);
        await noViolations(page, name);
      }
      await page.locator("#view-rewrite").getByRole("combobox").nth(1).click();
      await noViolations(page, "list of styles");
      await page.keyboard.press("Escape");
      await page.click("#settings");
      await noViolations(page, "settings");
    }, options),
  );
}

test(
  "on a phone nothing is wider than the screen, and a finding leads to the text",
  withPage(async (page) => {
    const fits = () => page.evaluate(() => document.documentElement.scrollWidth <= innerWidth);
    assert.ok(await fits(), "welcome");
    await example(page);
    assert.ok(await fits(), "text");
    for (const name of VIEWS) {
      await view(page, name);
      assert.ok(await fits(), name);
      for (const tab of await page.locator(".tab").all()) {
        const box = await tab.boundingBox();
        assert.ok(box && box.x >= 0 && box.x + box.width <= 390, `the tab ${await tab.textContent()} is cut off`);
        assert.ok(box.height >= 36, "a tab is too small for a thumb");
      }
    }
    const findings = await view(page, "findings");
    await findings.locator(".card-head").first().tap();
    assert.ok(await page.locator(".cm-content").isVisible());
  }, PHONE),
);

test(
  "the page may not reach another server",
  withPage(
    async (page) => {
      const reached = await page.evaluate(() =>
        Promise.allSettled([
          fetch("https://example.org/"),
          import(/** @type {string} */ ("https://example.org/x.js")),
          new Promise((resolve, reject) =>
            Object.assign(new Image(), { onload: resolve, onerror: reject, src: "https://example.org/x.png" }),
          ),
        ]).then((all) => all.map(({ status }) => status)),
      );
      assert.deepEqual(reached, ["rejected", "rejected", "rejected"]);
    },
    {},
    /Content Security Policy/,
  ),
);

test(
  "nor may the worker, which has the page's policy",
  withPage(
    async (page) => {
      await example(page);
      const blocked = await page.workers()[0]?.evaluate(async () => {
        const violation = new Promise((resolve) =>
          addEventListener("securitypolicyviolation", (event) => resolve(event.effectiveDirective)),
        );
        await fetch("https://example.org/").catch(() => {});
        return violation;
      });
      assert.equal(blocked, "connect-src");
    },
    {},
    /Content Security Policy/,
  ),
);

test(
  "the text is in no storage that outlives the tab",
  withPage(async (page) => {
    await example(page);
    assert.doesNotMatch(await page.evaluate(() => JSON.stringify(localStorage)), /tide/);
  }),
);

test(
  "the page opens and reads a post without a network, after one visit",
  { skip: MODE === "native" && "the native program needs its server" },
  withPage(async (page) => {
    await page.evaluate(() => navigator.serviceWorker.ready.then(() => {}));
    await notice(page, /works offline/);
    await page.context().setOffline(true);
    await page.reload();
    await example(page);
    assert.equal(await page.locator("#view-findings .card").count(), 4);
    await view(page, "works");
    await page.locator("#view-works").getByRole("button", { name: "Write the bibliography" }).click();
    await page.waitForSelector(".bibliography");
    await drop(page, "post.md", "A claim.[^1]\n\n[^1]: Reed, 12.\n");
    await read(page);
  }),
);

test(
  "a newer text is read and the older one dropped",
  withPage(async (page) => {
    const note = (/** @type {number} */ n) =>
      `[^${n}]: Maud Barnes, *Coal and Its People* (Leeds: Aire Press, 1991), ${n}.`;
    const numbers = Array.from({ length: 300 }, (_, index) => index + 1);
    const post = `${numbers.map((n) => `Claim ${n}.[^${n}]`).join(" ")}\n\n${numbers.map(note).join("\n")}\n`;
    await page.locator(".cm-content").fill(post);
    await page.keyboard.press("Control+Home");
    await page.keyboard.type("Some words typed while the text is being read. ", { delay: 5 });
    await read(page);
    assert.match((await page.locator(".read-as").textContent()) ?? "", /300 notes/);
    assert.ok(await page.locator(".failed").first().isHidden());
  }),
);
