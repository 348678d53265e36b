/** What a writer does on the page, in a real browser. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { MODE } from "./browser.js";
import { drop, example, notice, read, saved, text, type, view, withPage } from "./page.js";

const POST =
  "A claim.[^1] More.[^2] Else.[^4]\n\n[^1]: Maud Barnes, *Coal and Its People* (Leeds: Aire Press, 1991), 12.\n\n[^2]: Ibid., 41.\n\n[^4]: Barnes, *Coal*, 9.\n";

test(
  "findings stand in the text and in the list, and lead to their place",
  withPage(async (page) => {
    await example(page);
    const findings = await view(page, "findings");
    assert.equal(await findings.locator(".card").count(), 4);
    assert.ok((await page.locator(".cm-content .found").count()) > 0);
    await findings.getByText("there is no note 10", { exact: false }).first().click();
    assert.equal(await page.evaluate(() => getSelection()?.toString()), "[10]");
    assert.match((await page.locator(".here").textContent()) ?? "", /there is no note 10/);
  }),
);

test(
  "the source of an Ibid. is shown on hover",
  withPage(async (page) => {
    await type(page, POST);
    await page.locator(".cm-content .repeats").first().hover();
    await page.waitForSelector(".tip");
    assert.match(
      (await page.locator(".tip").textContent()) ?? "",
      /Ibid.*stands for Barnes, Coal and Its People \(1991\), note 1/,
    );
  }),
);

test(
  "a marker shows its note on hover",
  withPage(async (page) => {
    await type(page, POST);
    await page.locator(".cm-content .marker").first().hover();
    await page.waitForSelector(".tip");
    assert.match((await page.locator(".tip").textContent()) ?? "", /Note 1 Maud Barnes, Coal and Its People/);
  }),
);

test(
  "keys alone lead to findings, sources and views",
  withPage(async (page) => {
    await type(page, POST);
    await page.keyboard.press("Control+Home");
    await page.keyboard.press("F8");
    assert.match((await page.locator(".here").textContent()) ?? "", /warning|error|remark/);
    await page.locator(".cm-content").press("Control+End");
    await page.keyboard.press("ArrowUp");
    await page.keyboard.press("ArrowUp");
    await page.keyboard.press("ArrowUp");
    await page.keyboard.press("End");
    await page.keyboard.press("Home");
    for (const _ of "[^2]: ") await page.keyboard.press("ArrowRight");
    await page.keyboard.press("F12");
    assert.match((await page.evaluate(() => getSelection()?.toString())) ?? "", /^Maud Barnes/);
    await page.keyboard.press("F6");
    assert.equal(await page.evaluate(() => document.activeElement?.id), "tab-findings");
    await page.keyboard.press("ArrowRight");
    assert.equal(await page.evaluate(() => document.activeElement?.id), "tab-notes");
    assert.ok(await page.locator("#view-notes").isVisible());
    await page.keyboard.press("F6");
    assert.ok(await page.evaluate(() => document.activeElement?.classList.contains("cm-content")));
  }),
);

test(
  "notes and works are listed and linked with the text",
  withPage(async (page) => {
    await type(page, POST);
    const notes = await view(page, "notes");
    assert.equal(await notes.locator(".note-item").count(), 3);
    assert.match(
      (await notes.locator(".note-item").nth(1).textContent()) ?? "",
      /Ibid\., 41.*→ Barnes, Coal and Its People \(1991\), note 1/,
    );
    assert.equal(await notes.locator(".note-item em").first().textContent(), "Coal and Its People");
    const works = await view(page, "works");
    assert.equal(await works.locator(".work").count(), 1);
    await works.getByRole("button", { name: "Note 2" }).click();
    assert.match((await page.evaluate(() => getSelection()?.toString())) ?? "", /^\[\^2\]: Ibid/);
  }),
);

test(
  "a fix is shown, made, and undone",
  withPage(async (page) => {
    await type(page, POST);
    const findings = await view(page, "findings");
    await findings.getByRole("button", { name: "safe fix" }).click();
    await page.waitForSelector("#view-findings ins");
    assert.equal(await text(page), POST);
    await findings.getByRole("button", { name: "Make this change" }).first().click();
    await notice(page, /One fix was made/);
    assert.match(await text(page), /Else\.\[\^3\]/);
    await page.locator(".notice").getByRole("button", { name: "Undo" }).click();
    assert.equal(await text(page), POST);
  }),
);

test(
  "a rule is explained",
  withPage(async (page) => {
    await type(page, POST);
    const findings = await view(page, "findings");
    await findings.getByRole("button", { name: "About this check" }).first().click();
    await page.waitForSelector(".rule-page");
    assert.match((await page.locator(".rule-page").textContent()) ?? "", /Why it matters/i);
  }),
);

for (const [system, pattern] of /** @type {const} */ ([
  ["markdown", /\[\^1\]: Hester Vane/],
  ["html", /role="doc-noteref"/],
  ["wordpress", /wp-block-footnotes/],
  ["latex", /\\footnote\{Hester Vane/],
  ["text", /\[1\] Hester Vane/],
])) {
  test(
    `notes become those of ${system}`,
    withPage(async (page) => {
      await page.click("#example");
      const orderly =
        "A claim.[1] Another.[2]\n\n[1] Hester Vane, The Sea by Numbers (Oxford: Clarendon, 2004), 31.\n[2] Ibid., 36.\n";
      await type(page, orderly);
      const rewrite = await view(page, "rewrite");
      await page.selectOption("#system", system);
      await rewrite.getByRole("button", { name: "Convert" }).click();
      await page.waitForSelector("#view-rewrite .result");
      assert.match((await page.locator(".result").textContent()) ?? "", pattern);
      await rewrite.getByRole("button", { name: "Replace my text" }).click();
      assert.match(await text(page), pattern);
      await read(page);
      assert.match((await page.locator("#tab-notes").textContent()) ?? "", /2/);
    }),
  );
}

test(
  "a post becomes a Word document, and that opens again",
  { skip: MODE === "native" && "the native program does not give out the text of a Word document" },
  withPage(async (page) => {
    await type(page, POST);
    const rewrite = await view(page, "rewrite");
    await page.selectOption("#system", "docx");
    const file = await saved(page, () => rewrite.getByRole("button", { name: "Convert" }).click());
    assert.match(file.name, /\.docx$/);
    assert.equal(file.content.subarray(0, 2).toString(), "PK");
    await drop(page, "thesis.docx", file.content);
    await notice(page, /thesis\.docx was opened/);
    await read(page);
    assert.match(await text(page), /Maud Barnes/);
    assert.match((await page.locator(".read-as").textContent()) ?? "", /thesis\.docx · Read as Word · 3 notes, 1 work/);
  }),
);

test(
  "a style is searched for by keys, and its changes are shown before they are made",
  withPage(async (page) => {
    await type(page, POST);
    const rewrite = await view(page, "rewrite");
    const field = rewrite.getByRole("combobox", { name: "Citation style" });
    await field.focus();
    await page.waitForFunction(() => /\d/.test(document.querySelector("#restyle-style-hint")?.textContent ?? ""));
    await field.fill("mhra notes");
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("ArrowUp");
    await page.keyboard.press("Enter");
    assert.match(await field.inputValue(), /Modern Humanities|MHRA/);
    await rewrite.getByRole("button", { name: "Preview the change" }).click();
    await page.waitForSelector("#view-rewrite .difference");
    assert.equal(await text(page), POST);
    await rewrite.getByRole("button", { name: "Make this change" }).click();
    assert.match(await text(page), /Aire Press, 1991\), p\. 12/);
  }),
);

const CSL = `<?xml version="1.0" encoding="utf-8"?>
<style xmlns="http://purl.org/net/xbiblio/csl" class="note" version="1.0"><info><title>House Style</title><id>house</id><updated>2026-01-01T00:00:00Z</updated></info>
<citation><layout suffix="." delimiter="; "><names variable="author"/><text variable="title" prefix=" ~ "/><text variable="locator" prefix=" @ "/></layout></citation>
<bibliography><layout suffix="."><names variable="author"/><text variable="title" prefix=" ~ " font-style="italic"/></layout></bibliography></style>`;

test(
  "a style that was dropped in is used for the bibliography, which is copied with its italics",
  withPage(async (page) => {
    await type(page, POST);
    await drop(page, "house.csl", CSL);
    await notice(page, /House Style/);
    const works = await view(page, "works");
    await works.getByRole("button", { name: "Write the bibliography" }).click();
    await page.waitForSelector(".bibliography");
    assert.match((await page.locator(".bibliography").textContent()) ?? "", /Barnes.* ~ Coal and Its People/);
    await works.getByRole("button", { name: "Copy with formatting" }).click();
    await notice(page, /Copied/);
    const html = await page.evaluate(async () => {
      const [item] = await navigator.clipboard.read();
      return (await item?.getType("text/html"))?.text();
    });
    assert.match(html ?? "", /<(i|em)>~ Coal and Its People/);
  }),
);

test(
  "a bibliography that was dropped in shows which works it has",
  withPage(async (page) => {
    const other = "[^4]: Ann Reed, *The Salt Road* (Leeds: Fell, 1998), 12.";
    await type(page, `${POST.replace(/\[\^4\]: .*/, other)}`);
    const bib =
      "@book{barnes91, author = {Barnes, Maud}, title = {Coal and its People: A History}, year = 1991, publisher = {Aire Press}}";
    await drop(page, "refs.bib", bib);
    await notice(page, /One work was read from refs\.bib/);
    const works = await view(page, "works");
    assert.match((await works.locator(".work").first().textContent()) ?? "", /in refs\.bib as barnes91/);
    assert.match((await works.locator(".work").nth(1).textContent()) ?? "", /not in refs\.bib/);
    await page.click("#settings");
    await page.getByRole("button", { name: "Stop using refs.bib" }).click();
    await page.keyboard.press("Escape");
    assert.equal(await works.getByText("refs.bib").count(), 0);
  }),
);

for (const [button, name, pattern] of /** @type {const} */ ([
  ["BibTeX", "sources.bib", /@book\{[\s\S]*Coal and Its People/],
  ["CSL-JSON", "sources.json", /"title": ?"Coal and Its People"/],
  ["RIS", "sources.ris", /TI {2}- Coal and Its People/],
])) {
  test(
    `works are saved as ${button}`,
    withPage(async (page) => {
      await type(page, POST);
      const works = await view(page, "works");
      const file = await saved(page, () => works.getByRole("button", { name: button }).click());
      assert.equal(file.name, name);
      assert.match(file.content.toString(), pattern);
    }),
  );
}

test(
  "the picture has a sign for each citation, which leads to it",
  withPage(async (page) => {
    await type(page, POST);
    const picture = await view(page, "picture");
    assert.equal(await picture.locator(".score .point").count(), 3);
    assert.equal(await picture.locator(".score .full").count(), 1);
    assert.equal(await picture.locator(".score .ibid").count(), 1);
    await picture.locator(".score .point").nth(1).click();
    assert.match((await page.evaluate(() => getSelection()?.toString())) ?? "", /^Ibid/);
  }),
);

test(
  "settings are kept in the browser, and the page speaks German",
  withPage(async (page) => {
    await type(page, POST);
    await page.click("#settings");
    await page.selectOption("#set-look", "dark");
    await page.selectOption("#set-words", "de");
    assert.equal(await text(page), POST);
    await page.reload();
    await read(page);
    assert.equal(await page.evaluate(() => document.documentElement.lang), "de");
    assert.equal(await page.evaluate(() => document.documentElement.dataset.look), "dark");
    assert.match((await page.locator("#tab-findings").textContent()) ?? "", /Befunde/);
    assert.equal(await text(page), POST);
  }),
);

test(
  "the page speaks the language of the browser",
  withPage(
    async (page) => {
      assert.match((await page.locator(".welcome").textContent()) ?? "", /Einen Text mit Fußnoten einfügen/);
    },
    { locale: "de-AT" },
  ),
);

test(
  "files that are not posts are refused in a sentence, and the text stays",
  withPage(async (page) => {
    await type(page, POST);
    for (const [name, content] of /** @type {const} */ ([
      ["photo.png", new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0, 0, 0, 13])],
      ["program.exe", "MZ"],
      ["broken.docx", "this is no package"],
      ["renamed.md", new Uint8Array([0x7f, 0x45, 0, 0, 0])],
      ["empty.csl", "<nothing/>"],
    ])) {
      await drop(page, name, content);
      await notice(page, new RegExp(name.replace(".", "\\.")));
      assert.equal(await text(page), POST, name);
    }
    await drop(page, "cut.docx", new Uint8Array([0x50, 0x4b, 3, 4, 1, 2, 3]));
    await notice(page, /cut\.docx could not be read/);
    assert.equal(await text(page), POST);
  }),
);

test(
  "files keep their line ends and their encoding is found out",
  withPage(async (page) => {
    await drop(page, "old.txt", Buffer.from("Caf\xe9.[1] Ja.[2]\r\n\r\n[1] M\xfcller.\r\n[2] Ebd.\r\n", "latin1"));
    await notice(page, /old\.txt was opened/);
    assert.match(await text(page), /Café.*\n\n\[1\] Müller/);
    const rewrite = await view(page, "rewrite");
    const file = await saved(page, () => rewrite.getByRole("button", { name: "Save the text" }).click());
    assert.equal(file.name, "old.txt");
    assert.equal(file.content.toString(), "Café.[1] Ja.[2]\r\n\r\n[1] Müller.\r\n[2] Ebd.\r\n");
  }),
);
