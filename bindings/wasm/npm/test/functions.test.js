/** What the functions do beyond the JSON of the command line. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { visible } from "../cli/console.js";
import * as ibid from "../ibid.js";

const POST = `Mills move.[^1] They did.[^3]

[^1]: Lucy Robinson, *Gay Men and the Left* (Manchester: Manchester University Press, 2007), 166.

[^3]: Ibid., 170.
`;
const path = "post.md";
const refused = (question, message) => assert.rejects(question, { name: "IbidError", message });

test("a check of markers needs no model", async () => {
    const loaded = new Set();
    await ibid.load({ progress: (file) => loaded.add(file) });
    const { files } = await ibid.check(POST, { path, markers_only: true });
    assert.deepEqual(files[0].findings.map(({ rule }) => rule), ["number-gap"]);
    assert.deepEqual([...loaded], ["ibid_bg.wasm"]);
    const { notes } = await ibid.inspect(POST, { path });
    assert.equal(notes[1].citations[0].source, "1#1");
    assert.ok(loaded.has("notes.bin.gz") && loaded.has("references.bin.gz") && !loaded.has("styles.bin.gz"));
});

test("fixes are made, all or those that are named", async () => {
    const [finding] = (await ibid.check(POST, { path })).files[0].findings;
    for (const fingerprints of [undefined, [finding.fingerprint]]) {
        const mended = await ibid.mend(POST, { path, fingerprints });
        assert.match(mended.text, /They did\.\[\^2\]/);
        assert.deepEqual(mended.left.files[0].findings, []);
    }
    assert.equal((await ibid.mend(POST, { path, fingerprints: ["another"] })).text, POST);
});

test("settings are those of ibid.toml", async () => {
    const { files } = await ibid.check(POST, { path, settings: "ignore = ['number-gap']" });
    assert.deepEqual(files[0].findings, []);
    await refused(ibid.check(POST, { path, settings: "ignore = ['number-gip']" }), /ibid\.toml:1: .*number-gap/);
    const patterns = "[per-file-ignores]\n'*.md' = ['number-gap']";
    await refused(ibid.check(POST, { path, settings: patterns }), /only the native program/);
});

test("the works of a post are written", async () => {
    const ris = await ibid.convert(POST, { path, to: "ris" });
    assert.match(ris.text, /AU {2}- Robinson, Lucy/);
    const list = await ibid.bibliography(POST, { path, style: "chicago-notes-bibliography", to: "text" });
    assert.equal(list.text.trim(), "Robinson, Lucy. Gay Men and the Left. Manchester University Press, 2007.");
    const again = await ibid.bibliography(ris.text, { path: "works.ris", style: "chicago-notes-bibliography", to: "text" });
    assert.equal(again.text, list.text);
});

test("a document of Word comes out, and back in", async () => {
    const file = await ibid.docx(POST, { path });
    const { notes, format } = await ibid.inspect(file, { path: "post.docx" });
    assert.deepEqual([format, notes.length], ["docx", 2]);
    const style = "blog-notes";
    const { text } = await ibid.restyle(file, { path: "post.docx", style });
    const restyled = await ibid.inspect(await ibid.write(file, text, { path: "post.docx" }), { path: "post.docx" });
    assert.notEqual(restyled.notes[0].citations[0].text, notes[0].citations[0].text);
});

test("styles, rules and pictures are there", async () => {
    const styles = await ibid.styles();
    assert.ok(styles.some(({ name }) => name === "apa") && styles.some(({ own }) => own));
    const { rules } = await ibid.rules();
    assert.match(await ibid.explain(rules[0].id), new RegExp(`^# ${rules[0].id}`));
    assert.match(await ibid.graph(POST, { path, to: "mermaid" }), /^(graph|flowchart)/);
});

test("what cannot be done is said in a sentence", async () => {
    await refused(ibid.check(POST, { format: "wrod" }), /wrod/);
    await refused(ibid.check(POST, { langauge: "en" }), /langauge/);
    await refused(ibid.check(POST, { language: "german" }), /did you mean 'de'/);
    await refused(ibid.restyle(POST, { path, style: "chicago-note" }), /chicago-notes/);
    await refused(ibid.explain("ibid-frist"), /ibid-first/);
    await refused(ibid.inspect(new Uint8Array([0x50, 0x4b, 3, 4]), { path: "post.docx" }), /post\.docx/);
});

test("a file that cannot be fetched is fetched again the next time", async () => {
    // Another instance of the module has loaded nothing yet.
    const { load } = await import("../loading.js?another");
    await assert.rejects(load({ from: new URL("./nowhere/", import.meta.url) }));
    await load({ from: new URL("../built/", import.meta.url) });
});

test("places in bytes become places in the string", () => {
    const text = "aé—😀z";
    const place = ibid.codeUnits(text);
    const encoder = new TextEncoder();
    for (let unit = 0; unit <= text.length; unit += 1) {
        // Half a character has no place of its own.
        if (text.charCodeAt(unit - 1) >= 0xd800 && text.charCodeAt(unit) >= 0xdc00) continue;
        assert.equal(place(encoder.encode(text.slice(0, unit)).length), unit);
    }
});

test("what a terminal acts upon is escaped and nothing else", () => {
    for (const [text, shown] of [
        ["plain — «Café»", "plain — «Café»"],
        ["a\r\n::error::b", "a\\r\\n::error::b"],
        ["\u009b31m\u007f\t", "\\u{9b}31m\\u{7f}\\t"],
        ["\u202etxt.exe\u2069\u2028", "\\u{202e}txt.exe\\u{2069}\\u{2028}"],
    ]) {
        assert.equal(visible(text), shown);
    }
});
