/** `ibid check`. */
import { checkAndDraw, mend, write as packed } from "../ibid.js";
import { using } from "../calling.js";
import { complain, oneOf, remark, Stop } from "./console.js";
import { read, reading, STDIN, style, write } from "./files.js";

const SEVERITIES = ["info", "warning", "error"];
const FORMATS = ["text", "concise", "json", "sarif", "github"];

const words = (list) => list?.flatMap((names) => names.split(","));

/** One document: its findings, as they are drawn, what was mended, and what goes to standard output instead. */
async function document(path, options) {
    const bytes = await read(path);
    const wishes = { ...(await reading(path, options)), ...(await rules(options)), drawn: true };
    const before = await checkAndDraw(bytes, wishes);
    if (!mends(options)) return { ...before, applied: [], output: "" };
    const mended = await mend(bytes, { ...wishes, unsafe: options["unsafe-fixes"] ?? false });
    mended.refused.forEach(({ message, rule, harm }) => complain(`${wishes.path}: cannot ${message} [${rule}]: ${harm}`));
    if (options.diff) return { ...before, applied: [], output: await difference(wishes.path, bytes, mended.text) };
    const after = { report: mended.left, drawn: mended.drawn, applied: mended.applied.map(said(wishes.path)) };
    if (path === STDIN) return { ...after, output: mended.text };
    if (mended.applied.length > 0) await write(path, await packed(bytes, mended.text, wishes));
    return { ...after, output: "" };
}

const said = (path) => ({ message, rule }) => `${path}: ${message} [${rule}]`;
const mends = (options) => options.fix || options["unsafe-fixes"] || options.diff;

async function rules(options) {
    return {
        preset: options.preset,
        select: words(options.select),
        extend_select: words(options["extend-select"]) ?? [],
        ignore: words(options.ignore) ?? [],
        style: await style(options.style),
    };
}

/** The change as a patch. */
export function difference(path, bytes, text) {
    return using([], (program) => program.patch(path, program.text_of(bytes, path), text));
}

/** Documents one after the other; one that cannot be read is said, and the rest goes on. */
async function documents(paths, options) {
    const outcomes = [];
    let failed = false;
    for (const path of paths) {
        try {
            outcomes.push(await document(path, options));
        } catch (error) {
            complain(error.message);
            failed = true;
        }
    }
    return { outcomes, failed };
}

/** All findings as one report, without remarks if it is to be quiet. */
function joined(outcomes, { quiet }) {
    const files = outcomes.flatMap(({ report }) => report.files);
    const shown = ({ severity }) => !quiet || severity !== "info";
    return { version: 1, files: files.map((file) => ({ ...file, findings: file.findings.filter(shown) })) };
}

const written = (report, to) => using([], (program) => program.write_report(JSON.stringify(report), to));

export async function check(options, paths) {
    const format = oneOf("format", options.format ?? "text", FORMATS);
    const least = SEVERITIES.indexOf(oneOf("fail-on", options["fail-on"] ?? "warning", SEVERITIES));
    if (paths.length === 0) throw new Stop("name the files; folders are searched by the native program only");
    const { outcomes, failed } = await documents(paths, options);
    const report = joined(outcomes, options);
    await show(format, report, outcomes, options);
    const bad = report.files.some(({ findings }) => findings.some(({ severity }) => SEVERITIES.indexOf(severity) >= least));
    return failed ? 2 : Number(bad);
}

async function show(format, report, outcomes, options) {
    const takesOutput = options.diff || outcomes.some(({ output }) => output !== "");
    if (takesOutput) return void process.stdout.write(outcomes.map(({ output }) => output).join(""));
    if (format === "json") return void process.stdout.write(`${JSON.stringify(report, null, 2)}\n`);
    if (options.statistics || format !== "text") {
        return void process.stdout.write(await written(report, options.statistics ? "statistics" : format));
    }
    process.stdout.write(outcomes.map(({ drawn }) => drawn).join(""));
    if (options.quiet) return;
    const applied = outcomes.flatMap((outcome) => outcome.applied);
    counted(applied).forEach((fix) => remark(`fixed: ${fix}`));
    const mended = applied.length > 0 ? `${applied.length} fixed; ` : "";
    remark(mended + (await written(report, "summary")));
}

/** Lines in their order, those that follow with the same words counted instead of repeated. */
function counted(lines) {
    const runs = [];
    for (const line of lines) {
        if (runs.at(-1)?.line === line) runs.at(-1).times += 1;
        else runs.push({ line, times: 1 });
    }
    return runs.map(({ line, times }) => (times > 1 ? `${line} (${times} times)` : line));
}
