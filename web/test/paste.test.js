/** Posts pasted with formatting, as each platform puts them on the clipboard. */

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { paste, read, text, type, view, withPage } from "./page.js";

/** @param {string} name */
const markup = (name) =>
  readFileSync(new URL(`../../tests/fixtures/documents/platforms/${name}.html`, import.meta.url), "utf8");

const PLATFORMS = [
  "word",
  "word-online",
  "google-docs",
  "substack",
  "substack-feed",
  "wordpress",
  "libreoffice-writer",
  "pandoc",
];

/** What is seen of the editor's text: no tag, no attribute, no style sheet. */
const MARKUP = /<\/?[a-z]|mso-|class=|href=|&nbsp;|\{vertical/i;

for (const platform of PLATFORMS) {
  test(
    `a paste from ${platform} keeps its notes, and is read without tags`,
    withPage(async (page) => {
      await paste(page, { html: markup(platform), text: "never looked at" });
      await read(page);
      assert.match((await page.locator(".read-as").textContent()) ?? "", /Read as HTML · 2 notes/);
      const seen = (await page.locator(".cm-content").textContent()) ?? "";
      assert.match(seen, /Salt went north by mule/);
      assert.doesNotMatch(seen, MARKUP);
      assert.match(await text(page), /<[a-z]/);
      const notes = await view(page, "notes");
      assert.match(
        (await notes.locator(".note-item").nth(1).textContent()) ?? "",
        /Ibid., 14.*→ Reed, The Salt Road \(1998\), note 1/,
      );
    }),
  );
}

test(
  "what is hidden is none of the words, and can be shown",
  withPage(async (page) => {
    await paste(page, {
      html: "<p>Caf&eacute; <em>noir</em>.<sup><a href='#f1' id='r1'>1</a></sup></p><p id='f1'><a href='#r1'>1</a> Reed.</p>",
    });
    await read(page);
    assert.match((await page.locator(".cm-content").textContent()) ?? "", /^Café noir\.11 Reed\.$/);
    assert.ok((await page.locator(".cm-content .seen-italic").count()) > 0);
    await page.click("#settings");
    await page.getByRole("checkbox").check();
    await page.keyboard.press("Escape");
    await page.waitForFunction(() => document.querySelector(".cm-content")?.textContent?.includes("<em>"));
  }),
);

const MARKDOWN = "A claim.[^1]\n\n[^1]: Maud Barnes, *Coal and Its People* (Leeds: Aire Press, 1991), 12.\n";

test(
  "Markdown that an editor coloured is pasted as the writer typed it",
  withPage(async (page) => {
    await paste(page, {
      html: `<div style="white-space: pre;"><span>A claim.</span><b>[^1]</b></div>`,
      text: MARKDOWN,
    });
    await read(page);
    assert.equal(await text(page), MARKDOWN);
  }),
);

test(
  "within a text, a paste is a few words and no new post",
  withPage(async (page) => {
    await type(page, MARKDOWN);
    await page.keyboard.press("Control+Home");
    await paste(page, { html: "<p><em>Indeed</em>: </p>", text: "Indeed: " });
    await page.waitForFunction(() => document.querySelector(".cm-content")?.textContent?.startsWith("Indeed"));
    assert.equal(await text(page), `Indeed: ${MARKDOWN}`);
  }),
);

test(
  "a script in a paste is text and never runs",
  withPage(async (page) => {
    await paste(page, {
      html: "<p>Salt.<sup><a href='#f1' id='r1'>1</a></sup></p><img src=x onerror='window.ran = 1'><script>window.ran = 1</script><p id='f1'><a href='#r1'>1</a> Ann Reed, <i>Salt</i> (Leeds: Fell, 1998), <script>window.ran = 1</script>12.</p>",
    });
    await read(page);
    for (const name of ["notes", "works", "findings"]) await view(page, name);
    assert.equal(await page.evaluate(() => /** @type {any} */ (window).ran), undefined);
  }),
);
