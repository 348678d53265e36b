/** The commands: what each takes, says of itself and does. */
import * as ibid from "../ibid.js";
import { call, using } from "../calling.js";
import { check, difference } from "./check.js";
import { complain, oneOf, only, remark, Stop } from "./console.js";
import { read, reading, STDIN, style, write } from "./files.js";

const word = (is, short) => ({ type: "string", is, ...(short && { short }) });
const words = (is) => ({ type: "string", multiple: true, is });
const flag = (short) => ({ type: "boolean", ...(short && { short }) });

const READING = {
    from: word("FORMAT"),
    language: word("CODE"),
    profile: word("NAME"),
    "stdin-filename": word("NAME"),
};
const STYLE = { style: word("STYLE"), locale: word("LOCALE") };
const DESTINATION = { write: flag(), output: word("FILE", "o"), diff: flag() };

export const commands = {
    check: {
        says: "say what is wrong with the notes of documents, and fix it",
        takes: "FILE…",
        options: {
            format: word("text|concise|json|sarif|github"),
            preset: word("blog|scholarly|strict"),
            select: words("RULE"),
            "extend-select": words("RULE"),
            ignore: words("RULE"),
            style: word("STYLE"),
            "fail-on": word("SEVERITY"),
            statistics: flag(),
            quiet: flag("q"),
            config: word("FILE"),
            fix: flag(),
            "unsafe-fixes": flag(),
            diff: flag(),
            ...READING,
        },
        run: check,
    },
    inspect: {
        says: "show markers, notes and citations, and what each citation stands for",
        takes: "FILE…",
        options: { format: word("text|json|dot|mermaid"), by: word("note|source"), why: flag(), ...READING },
        run: inspect,
    },
    parse: {
        says: "read references, one a line, into fields",
        takes: "[TEXT…]",
        options: { to: word("FORMAT"), format: word("FORMAT") },
        run: parse,
    },
    convert: {
        says: "write the works of a post, or of a bibliography, in another format",
        takes: "FILE",
        options: { to: word("FORMAT"), key: word("PATTERN"), ascii: flag(), output: word("FILE", "o"), ...READING },
        run: convert,
    },
    bibliography: {
        says: "write the formatted list of the works that a document cites",
        takes: "FILE",
        options: { ...STYLE, format: word("markdown|html|text|latex|typst"), anchors: flag(), ...READING },
        run: bibliography,
    },
    restyle: {
        says: "rewrite a post with its notes in another style",
        takes: "FILE",
        options: { ...STYLE, bibliography: flag(), split: flag(), ...DESTINATION, ...READING },
        run: restyle,
    },
    link: {
        says: "rewrite a post with its notes in another system, linked both ways",
        takes: "FILE",
        options: { to: word("SYSTEM"), ...DESTINATION, ...READING },
        run: link,
    },
    styles: { says: "list the styles", takes: "", options: { notes: flag() }, run: styles },
    rules: { says: "list the rules", takes: "", options: { format: word("text|json") }, run: rules },
    explain: { says: "explain a rule", takes: "RULE", options: {}, run: explain },
};

const out = (text) => void process.stdout.write(text);

async function inspect({ format = "text", by = "note", why = false, ...options }, paths) {
    oneOf("format", format, ["text", "json", "dot", "mermaid"]);
    oneOf("by", by, ["note", "source"]);
    if (paths.length === 0) throw new Stop("name the files; - is standard input");
    for (const path of paths) {
        const [bytes, known] = [await read(path), await reading(path, options)];
        if (format === "json") {
            out(await call("inspect", ["models"], bytes, { ...known, why }));
        } else {
            out(await ibid.graph(bytes, { ...known, why, to: format === "text" ? by : format }));
        }
    }
}

async function parse({ to, format = "csl-json" }, texts) {
    const lines = texts.length > 0 ? texts.join("\n") : new TextDecoder().decode(await read(STDIN));
    out(await using(["models"], (program) => program.parse_lines(lines, to ?? format)));
}

async function convert({ output, to = "", key, ascii = false, ...options }, paths) {
    const path = only(paths);
    const wishes = { ...(await reading(path, options)), to, key, ascii };
    const { text, problems, left_out: lost } = await ibid.convert(await read(path), wishes);
    problems.forEach((problem) => complain(`${wishes.path}: ${problem}`));
    if (output !== undefined) await write(output, new TextEncoder().encode(text));
    else out(text);
    if (lost > 0) complain(`${lost} record${lost === 1 ? " was" : "s were"} left out`);
    return Number(lost > 0);
}

/** What a command is told of the document and of the style to write in. */
async function inStyle(path, { style: name, locale, ...options }) {
    if (name === undefined) throw new Stop("--style says in which style; 'ibid styles' lists them");
    return { ...(await reading(path, options)), style: await style(name), locale };
}

async function bibliography({ format = "markdown", anchors = false, ...options }, paths) {
    const path = only(paths);
    const wishes = { ...(await inStyle(path, options)), to: format, anchors };
    const { text, problems } = await ibid.bibliography(await read(path), wishes);
    out(text);
    problems.forEach(complain);
    return Number(problems.length > 0);
}

async function restyle({ bibliography: list = false, split = false, ...options }, paths) {
    const path = only(paths);
    const [bytes, wishes] = [await read(path), { ...(await inStyle(path, options)), bibliography: list, split }];
    const { text, rewritten, kept, left_out: lost, style: title } = await ibid.restyle(bytes, wishes);
    const say = (words) => remark(`${wishes.path}: ${words}`);
    kept.forEach((one) => say(`note ${one.note}: “${one.text}” stays as it is: ${one.reason}`));
    await deliver(path, bytes, text, options, wishes);
    if (lost.length > 0) say(`the style leaves out: ${lost.join("; ")}`);
    if (kept.length === 0) return 0;
    const all = kept.length + rewritten;
    if (rewritten === 0) say(`none of the ${all} citations could be written in ${title}`);
    else say(`the post is now in two styles: ${kept.length} of ${all} citations are not in ${title}; write them by hand`);
    return 1;
}

async function link({ to = "", ...options }, paths) {
    const path = only(paths);
    const [bytes, wishes] = [await read(path), await reading(path, options)];
    if (to !== "docx") return deliver(path, bytes, (await ibid.link(bytes, { ...wishes, to })).text, options, wishes);
    if (options.output === undefined) {
        throw new Stop(`${wishes.path}: the result is a packed document; say where it goes: -o FILE`);
    }
    return write(options.output, await ibid.docx(bytes, wishes));
}

/** Hands over what a post has become: into a file, as a patch, or to standard output. */
async function deliver(path, bytes, text, { diff, output, write: inPlace }, wishes) {
    if (diff) return out(await difference(wishes.path, bytes, text));
    const target = output ?? (inPlace && path !== STDIN ? path : undefined);
    if (target !== undefined) return write(target, await ibid.write(bytes, text, wishes));
    if (wishes.path.toLowerCase().endsWith(".docx")) {
        throw new Stop(
            `${wishes.path}: the result is a packed document; say where it goes: -o FILE, or --write for the file itself`,
        );
    }
    return out(text);
}

async function styles({ notes = false }) {
    const listed = (await ibid.styles()).filter((one) => !notes || one.class === "note");
    const width = Math.max(...listed.map(({ name }) => name.length));
    listed.forEach((one) => out(`${one.name.padEnd(width)}  ${one.class.padEnd(11)}  ${one.title}\n`));
}

async function rules({ format = "text" }) {
    if (oneOf("format", format, ["text", "json"]) === "json") out(`${JSON.stringify(await ibid.rules(), null, 2)}\n`);
    else out(await using([], (program) => program.list_rules()));
}

async function explain(_, names) {
    out(await ibid.explain(only(names)));
}
