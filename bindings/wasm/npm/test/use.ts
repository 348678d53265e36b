// Compiled by package.test.js, never run: every function with its options and what is read of its answer.
import * as ibid from "ibid";

const text: ibid.Text = new Uint8Array();
await ibid.load({ parts: ["models", "styles"], progress: (file, bytes, of) => console.log(file, bytes / (of ?? 1)) });
const report: ibid.Report = await ibid.check(text, { preset: "strict", select: ["ibid-first"], markers_only: true });
const severity: "info" | "warning" | "error" | undefined = report.files[0]?.findings[0]?.severity;
const inspection: ibid.Inspection = await ibid.inspect("A.[1]", { why: true, path: "post.md" });
const source: string | null | undefined = inspection.notes[0]?.citations[0]?.source;
const title: string | undefined = inspection.sources[0]?.item.title;
const mended = await ibid.mend(text, { unsafe: true, fingerprints: [report.files[0]?.findings[0]?.fingerprint ?? ""] });
const harm: string | undefined = mended.refused[0]?.harm;
const restyled = await ibid.restyle(text, { style: "apa", locale: "de-DE", bibliography: true });
const listed = await ibid.bibliography(text, { style: "apa", to: "html" });
const linked = await ibid.link(text, { to: "markdown" });
const word: Uint8Array = await ibid.write(await ibid.docx(text), linked.text, { path: "post.docx" });
const converted = await ibid.convert(text, { to: "bibtex", key: "{author}{year}" });
const item: ibid.Item = await ibid.parse("Roe, 3.");
const segments: ibid.Segments = await ibid.parse("Roe, 3.", { to: "segments" });
const rule: string | undefined = (await ibid.rules()).rules[0]?.id;
const style: boolean | undefined = (await ibid.styles())[0]?.own;
const place: number = ibid.codeUnits("é")(2);
console.log(severity, source, title, harm, restyled.kept, listed.problems, word, converted.left_out, item, segments, rule, style, place);
// @ts-expect-error: no such option
await ibid.check(text, { langauge: "en" });
// @ts-expect-error: no such system
await ibid.link(text, { to: "wrod" });
