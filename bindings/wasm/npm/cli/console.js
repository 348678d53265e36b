/** Wrong usage, or a file or setting that cannot be read: exit code 2. */
export class Stop extends Error {}

/** Says what went wrong, on standard error. */
export function complain(message) {
    remark(`error: ${message}`);
}

/** Says something on standard error, in one line whatever names and texts are in it. */
export function remark(message) {
    process.stderr.write(`${visible(message)}\n`);
}

/** A text in which every character that a terminal would act upon is written as its escape. */
export function visible(text) {
    const short = { "\n": "\\n", "\r": "\\r", "\t": "\\t" };
    const escape = (character) => short[character] ?? `\\u{${character.codePointAt(0).toString(16)}}`;
    return text.replace(/[\p{Cc}\u2028-\u202e\u2066-\u2069]/gu, escape);
}

/** One of the words that an option takes. */
export function oneOf(option, value, words) {
    if (!words.includes(value)) throw new Stop(`--${option} ${value}: there are ${words.join(", ")}`);
    return value;
}

/** The one path of a command that takes one. */
export function only(paths) {
    if (paths.length !== 1) throw new Stop("name one file; - is standard input");
    return paths[0];
}
