import { ask, askWithModels, call, using } from "./calling.js";

export { IbidError } from "./calling.js";
export { load } from "./loading.js";

export async function check(text, options) {
    return (await checkAndDraw(text, options)).report;
}

/** The report, and with `drawn` its findings as the program shows them. */
export function checkAndDraw(text, options = {}) {
    return askWithModels("check", archiveFor(options), text, dated(options));
}

export async function inspect(text, options) {
    return (await inspectAll(text, options))[0];
}

export async function inspectAll(text, options) {
    const lines = await call("inspect", ["models"], text, options);
    return lines.trimEnd().split("\n").map((line) => JSON.parse(line));
}

export function graph(text, options) {
    return call("show", ["models"], text, options);
}

export function mend(text, options = {}) {
    return ask("mend", ["models", ...archiveFor(options)], text, dated(options));
}

export function restyle(text, options) {
    return ask("restyle", ["models", "styles"], text, options);
}

export function bibliography(text, options) {
    return askWithModels("bibliography", ["styles"], text, options);
}

export function link(text, options) {
    return ask("link", ["models"], text, options);
}

export function docx(text, options) {
    return call("docx", ["models"], text, options);
}

export function write(file, text, { path }) {
    return using([], (program) => program.write(file, path, text));
}

export function convert(text, options) {
    return askWithModels("convert", [], text, options);
}

export function parse(text, { to = "csl-json" } = {}) {
    return using(["models"], (program) => JSON.parse(program.parse(text, to)));
}

export function styles() {
    return using(["styles"], (program) => JSON.parse(program.styles()));
}

export function rules() {
    return using([], (program) => JSON.parse(program.rules()));
}

export function explain(rule) {
    return using([], (program) => program.explain(rule));
}

/** The parts for a check against a style, if there is one. */
function archiveFor({ style, settings = "" }) {
    return style !== undefined || /^\s*style\s*=/m.test(settings) ? ["styles"] : [];
}

/** The options with the day, which the program cannot know. */
function dated({ today = new Date().toISOString().slice(0, 10), ...options }) {
    return { ...options, today: today.split("-").map(Number) };
}

export function codeUnits(text) {
    const places = new Uint32Array(new TextEncoder().encode(text).length + 1);
    let [byte, unit] = [0, 0];
    for (const character of text) {
        const length = bytesOf(character.codePointAt(0));
        places.fill(unit, byte, byte + length);
        byte += length;
        unit += character.length;
    }
    places[byte] = unit;
    return (at) => places[Math.min(at, byte)];
}

function bytesOf(codePoint) {
    if (codePoint < 0x80) return 1;
    if (codePoint < 0x800) return 2;
    return codePoint < 0x10000 ? 3 : 4;
}
