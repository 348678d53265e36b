/**
 * ibid in JavaScript. Every function is asynchronous: the program is loaded when one is first called, the models and the archive of styles
 * when a call first needs them (or earlier, by `load`). A call works without pause until it is done, so that a page calls from a worker.
 *
 * The answers are the JSON of the command line (docs/schema). Offsets in them count bytes of UTF-8; `codeUnits` turns them into places of a
 * JavaScript string.
 */
import type { Inspection, Item, Report, Rules, Segments } from "./json.js";
export type * from "./json.js";

/** A text, or the bytes of a file: any encoding; .docx, .odt and .epub are told by the ending of `path`. */
export type Text = string | Uint8Array;

/** What can be loaded ahead: the readers of notes and references; styles and languages. */
export type Part = "models" | "styles";

export interface LoadOptions {
    /** The parts to load besides the program itself. */
    parts?: readonly Part[];
    /** Where the files lie (ibid_bg.wasm, notes.bin.gz, references.bin.gz, styles.bin.gz), if not beside the module. Ends in a slash. */
    from?: string | URL;
    /** Told as bytes arrive: of which file, how many so far, and of how many if that is known. */
    progress?: (file: string, bytes: number, of: number | undefined) => void;
}
/** Loads the program and these parts. Calls load what they need by themselves; this is for loading early, from elsewhere, or with progress. */
export function load(options?: LoadOptions): Promise<void>;

/** What ibid cannot do, and why, in one sentence. */
export class IbidError extends Error {}

export interface Reading {
    /** Never opened: its ending tells the format, and reports name it. Default "-". */
    path?: string;
    /** text, markdown, html, docx, latex, org, rst, asciidoc, mediawiki, wxr, epub …, if it is not to be guessed. */
    format?: string;
    /** Two-letter code. */
    language?: string;
    /** Dialect of short forms: chicago-17, oscola, … */
    profile?: string;
}

export interface Checking extends Reading {
    preset?: "blog" | "scholarly" | "strict";
    /** Only these rules. */
    select?: readonly string[];
    /** These rules besides. */
    extend_select?: readonly string[];
    /** Not these rules. */
    ignore?: readonly string[];
    /** The style that the notes are to follow: a name, or the text of a .csl file. */
    style?: string;
    /** The text of a settings file. */
    settings?: string;
    /** The name of that file, for messages; one that ends in pyproject.toml is read as such. Default "ibid.toml". */
    settings_path?: string;
    /** Only the rules about markers and notes themselves. It never waits for the models; before they are there a fix may be missing that rests on words. */
    markers_only?: boolean;
    /** The day, as 2026-11-28, for rules about days to come. Default: today. */
    today?: string;
}

/** What is wrong with the notes of a document. The models are loaded only if a finding rests on the words of notes, which few of the preset `blog` do. */
export function check(text: Text, options?: Checking): Promise<Report>;
/** The markers, notes, citations and sources of a document; with `why`, what speaks for each choice. */
export function inspect(text: Text, options?: Reading & { why?: boolean }): Promise<Inspection>;
/** The same for each post of a WordPress export; of any other file, for the one document. */
export function inspectAll(text: Text, options?: Reading & { why?: boolean }): Promise<Inspection[]>;
/** Which note stands on which source, as a picture in Mermaid or Graphviz. */
export function graph(text: Text, options: Reading & { to: "mermaid" | "dot" }): Promise<string>;

export interface Mended {
    /** The text of the document (of a .docx, the text that `write` takes). */
    text: string;
    applied: { rule: string; message: string }[];
    /** Fixes that would have done harm, and which. */
    refused: { rule: string; message: string; harm: string }[];
    /** What is left to say of the new text. */
    left: Report;
    /** The same, as the program shows it. */
    drawn: string;
}
/** Makes fixes and reads the result again. `fingerprints` (of findings) makes those and no others. */
export function mend(text: Text, options?: Checking & { unsafe?: boolean; fingerprints?: readonly string[] }): Promise<Mended>;

export interface InStyle extends Reading {
    /** A name that `styles()` lists, or the text of a .csl file. */
    style: string;
    /** The language of the style's words, if not its own: de-DE. */
    locale?: string;
}
export interface Restyled {
    text: string;
    rewritten: number;
    kept: { note: string; text: string; reason: string }[];
    /** What the style leaves out of the works: places and publishers. */
    left_out: string[];
    /** The title of the style. */
    style: string;
}
/** A document with its notes in another style. A note that is not understood stays, and is named. */
export function restyle(text: Text, options: InStyle & { bibliography?: boolean; split?: boolean }): Promise<Restyled>;

export type OutputFormat = "markdown" | "html" | "text" | "latex" | "typst";
export interface Written {
    text: string;
    /** What could not be read or written, one sentence each. */
    problems: string[];
}
/** The formatted list of works of a document, or of a bibliography file (.bib, .ris, .json, .yaml by `path`). Default markdown. */
export function bibliography(text: Text, options: InStyle & { to?: OutputFormat; anchors?: boolean }): Promise<Written>;

export type System = "markdown" | "html" | "wordpress" | "latex" | "text";
/** A document with its notes in another system, linked both ways. */
export function link(text: Text, options: Reading & { to: System }): Promise<{ text: string }>;
/** The document as a new Word document with real footnotes. */
export function docx(text: Text, options?: Reading): Promise<Uint8Array>;
/** A file (such as a .docx) in which the text is now `text`: for what mend, restyle and link return. */
export function write(file: Uint8Array, text: string, options: { path: string }): Promise<Uint8Array>;

export type RecordFormat = "bibtex" | "biblatex" | "csl-json" | "jsonl" | "csl-yaml" | "ris" | "hayagriva";
/**
 * The works of a document, or the records of a bibliography, in another format. `format` may be one of bibliographies, too; without it the
 * ending of `path` tells, else the looks. `key` is a pattern for new keys, such as {author}-{year}. `left_out` counts records that were lost.
 */
export function convert(
    text: Text,
    options: Reading & { to: RecordFormat; key?: string; ascii?: boolean },
): Promise<Written & { left_out: number }>;

/** One reference, as a record or as its labelled words. */
export function parse(text: string, options?: { to?: "csl-json" }): Promise<Item>;
export function parse(text: string, options: { to: "segments" }): Promise<Segments>;

export interface Style {
    /** What `style` takes. */
    name: string;
    title: string;
    /** "note" for styles that write notes; others cannot be restyled to. */
    class: "note" | "author-date" | "author" | "numeric" | "label" | "in-text";
    /** Whether it is one of ibid's own. */
    own: boolean;
}
/** The styles there are, without those that a page has for itself. */
export function styles(): Promise<Style[]>;
/** The rules there are. */
export function rules(): Promise<Rules>;
/** The page of a rule, in Markdown. */
export function explain(rule: string): Promise<string>;

/** Gives for each place in bytes of `text` its place in the JavaScript string. */
export function codeUnits(text: string): (byte: number) => number;
