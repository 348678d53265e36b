// Made by bindings/wasm/types.mjs from docs/schema.

/** Everything ibid knows of one document: its markers, notes and citations, and the sources they cite. */
export interface Inspection {
    /** The version of the format. */
    "version": number;
    /** The path of the (first) file. */
    "path": string | null;
    /** The format of the (first) file. */
    "format": string;
    /** The platform or program that wrote it, if it can be told. */
    "platform": string | null;
    /** The language, as an ISO 639-1 code. */
    "language": string;
    /** The dialect of short forms. */
    "profile": string;
    /** The markers, in the order of the text. */
    "markers": Array<Marker>;
    /** The notes, in the order of the text. */
    "notes": Array<Note>;
    /** The entries of the document's own bibliography. */
    "bibliography": Array<Entry>;
    /** The sources that the document cites, in the order in which they are first given. */
    "sources": Array<Source>;
}

/** A place in the text that points to a note. */
export interface Marker {
    /** What a reader sees, or the written label where none is shown. */
    "label": string;
    /** The first byte. */
    "start": number;
    /** The byte after the last. */
    "end": number;
    /** The file, by its index among the files of the document; left out where there is only one. */
    "file"?: number | null;
    /** The note it points to, by its index. */
    "note": number | null;
}

/** What markers point to. */
export interface Note {
    /** What a reader sees, or the written label where none is shown. */
    "label": string;
    /** The first byte. */
    "start": number;
    /** The byte after the last. */
    "end": number;
    /** The file, by its index among the files of the document; left out where there is only one. */
    "file"?: number | null;
    /** The markers that point to it, by their indexes. */
    "markers": Array<number>;
    /** The citations in it, in order. */
    "citations": Array<Citation>;
}

/** One pointing at one source. */
export interface Citation {
    /** `label#k`: the k-th citation of the note with that label; a second note of the same label is `label~2`. */
    "id": string;
    /** The first byte. */
    "start": number;
    /** The byte after the last. */
    "end": number;
    /** The file, by its index among the files of the document; left out where there is only one. */
    "file"?: number | null;
    /** The text, markup included. */
    "text": string;
    /** `full`, `short`, `ibid`, `idem`, `opcit`, `loccit`, `crossref` or `none`. */
    "kind": string;
    /** The words that introduce it ("See", "cf."). */
    "signal": string | null;
    /** The place in the source. */
    "locator": Locator | null;
    /** How it leads to its source (TEI issue 2974). */
    "link": string | null;
    /** The id of the citation, entry or place that first gives the source in full. */
    "source": string | null;
    /** Why the source cannot be told, or what to know of it. */
    "reason": string | null;
    /** The ids that were weighed, best first. */
    "candidates": Array<string>;
    /** Confidence in the source, from 0 to 1. */
    "confidence": number;
    /** Why this source, if that was asked for (`--why`) and names or a title tell it. */
    "why": Why | null;
}

/** A place in a source. */
export interface Locator {
    /** The locator's label in CSL. */
    "label": string;
    /** All that is printed of it, less "p.", "pp.", "S.", "at". */
    "value": string;
    /** All that is printed of it. */
    "printed": string;
}

/** Why a citation was taken to mean a work. */
export interface Why {
    /** The probability that these words, and no others, are a citation, from 0 to 1. */
    "cut": number;
    /** The works that were weighed, the likeliest first. */
    "choices": Array<Choice>;
}

/** A work that a citation may mean. */
export interface Choice {
    /** The id of the work; null for one that was not cited before. */
    "source": string | null;
    /** How likely it is, from 0 to 1. */
    "share": number;
    /** What speaks for it and against it, what weighs most first. */
    "grounds": Array<Ground>;
}

/** What speaks for a choice or against it. */
export interface Ground {
    /** What was seen. */
    "seen": string;
    /** How much it weighs. */
    "weight": number;
}

/** An entry of a document's own bibliography. */
export interface Entry {
    /** `bib#k`: the k-th entry. */
    "id": string;
    /** The first byte. */
    "start": number;
    /** The byte after the last. */
    "end": number;
    /** The file, by its index among the files of the document; left out where there is only one. */
    "file"?: number | null;
    /** The text, markup included. */
    "text": string;
    /** What it says, as CSL-JSON. */
    "item": Item;
}

/** The record of a work as CSL-JSON, with what a file holds besides */
export interface Item {
    "id": string;
    "type": "article" | "article-journal" | "article-magazine" | "article-newspaper" | "bill" | "book" | "broadcast" | "chapter" | "classic" | "collection" | "dataset" | "document" | "entry" | "entry-dictionary" | "entry-encyclopedia" | "event" | "figure" | "graphic" | "hearing" | "interview" | "legal_case" | "legislation" | "manuscript" | "map" | "motion_picture" | "musical_score" | "pamphlet" | "paper-conference" | "patent" | "performance" | "periodical" | "personal_communication" | "post" | "post-weblog" | "regulation" | "report" | "review" | "review-book" | "software" | "song" | "speech" | "standard" | "thesis" | "treaty" | "webpage";
    "title"?: string;
    "title-short"?: string;
    "container-title"?: string;
    "container-title-short"?: string;
    "collection-title"?: string;
    "collection-number"?: string;
    "volume"?: string;
    "issue"?: string;
    "page"?: string;
    "edition"?: string;
    "publisher"?: string;
    "publisher-place"?: string;
    "genre"?: string;
    "medium"?: string;
    "DOI"?: string;
    "ISBN"?: string;
    "ISSN"?: string;
    "URL"?: string;
    "citation-key"?: string;
    "language"?: string;
    "journalAbbreviation"?: string;
    "shortTitle"?: string;
    "abstract"?: string;
    "annote"?: string;
    "archive"?: string;
    "archive_collection"?: string;
    "archive_location"?: string;
    "archive-place"?: string;
    "authority"?: string;
    "call-number"?: string;
    "chapter-number"?: string;
    "citation-number"?: string;
    "citation-label"?: string;
    "dimensions"?: string;
    "division"?: string;
    "event"?: string;
    "event-title"?: string;
    "event-place"?: string;
    "first-reference-note-number"?: string;
    "jurisdiction"?: string;
    "keyword"?: string;
    "locator"?: string;
    "note"?: string;
    "number"?: string;
    "number-of-pages"?: string;
    "number-of-volumes"?: string;
    "original-publisher"?: string;
    "original-publisher-place"?: string;
    "original-title"?: string;
    "page-first"?: string;
    "part"?: string;
    "part-title"?: string;
    "PMCID"?: string;
    "PMID"?: string;
    "printing"?: string;
    "references"?: string;
    "reviewed-genre"?: string;
    "reviewed-title"?: string;
    "scale"?: string;
    "section"?: string;
    "source"?: string;
    "status"?: string;
    "supplement"?: string;
    "version"?: string;
    "volume-title"?: string;
    "volume-title-short"?: string;
    "year-suffix"?: string;
    "author"?: Array<Name>;
    "editor"?: Array<Name>;
    "translator"?: Array<Name>;
    "chair"?: Array<Name>;
    "collection-editor"?: Array<Name>;
    "compiler"?: Array<Name>;
    "composer"?: Array<Name>;
    "container-author"?: Array<Name>;
    "contributor"?: Array<Name>;
    "curator"?: Array<Name>;
    "director"?: Array<Name>;
    "editorial-director"?: Array<Name>;
    "executive-producer"?: Array<Name>;
    "guest"?: Array<Name>;
    "host"?: Array<Name>;
    "interviewer"?: Array<Name>;
    "illustrator"?: Array<Name>;
    "narrator"?: Array<Name>;
    "organizer"?: Array<Name>;
    "original-author"?: Array<Name>;
    "performer"?: Array<Name>;
    "producer"?: Array<Name>;
    "recipient"?: Array<Name>;
    "reviewed-author"?: Array<Name>;
    "script-writer"?: Array<Name>;
    "series-creator"?: Array<Name>;
    "issued"?: Date;
    "accessed"?: Date;
    "original-date"?: Date;
    "available-date"?: Date;
    "event-date"?: Date;
    "submitted"?: Date;
    "custom"?: Record<string, unknown>;
}

/** A person (by parts) or a body (by its `literal` name). */
export interface Name {
    /** "Gogh" in "Vincent van Gogh". */
    "family"?: string | null;
    /** "Vincent" in "Vincent van Gogh". */
    "given"?: string | null;
    /** A particle that goes when only the family name is shown: "de" in "Alexis de Tocqueville". */
    "dropping-particle"?: string | null;
    /** A particle that stays: "van" in "Vincent van Gogh". */
    "non-dropping-particle"?: string | null;
    /** "Jr.", "III". */
    "suffix"?: string | null;
    /** The whole name of a body, or of a person whose parts are not known. */
    "literal"?: string | null;
    /** Whether the suffix follows a comma. */
    "comma-suffix"?: boolean | null;
    /** Whether the family name always comes first (Chinese, Japanese, Hungarian names). */
    "static-ordering"?: boolean | null;
    /** Whether a processor should look for particles inside the parts. */
    "parse-names"?: boolean | null;
}

export interface Date {
    /** One date or the two ends of a range: year, month, day */
    "date-parts"?: Array<Array<number>>;
    "season"?: string;
    "literal"?: string;
    "raw"?: string;
    "circa"?: boolean;
}

/** A source that the document cites. */
export interface Source {
    /** The id of the citation, entry or place that first gives it in full. */
    "id": string;
    /** The key of its record. */
    "key": string;
    /** The ids of the citations that cite it. */
    "cited_by": Array<string>;
    /** Confidence in the record, from 0 to 1. */
    "confidence": number;
    /** The record, as CSL-JSON. */
    "item": Item;
}

/** The findings of all documents of a run. */
export interface Report {
    /** The version of the format. */
    "version": number;
    /** The documents, in the order in which they were named. */
    "files": Array<Checked>;
}

/** The findings of one document. */
export interface Checked {
    /** The path of its first file. */
    "path": string;
    /** The paths of all its files; left out where there is only one. */
    "paths"?: Array<string>;
    /** What is wrong, in the order of the text. */
    "findings": Array<Finding>;
}

/** One thing that is wrong, or worth a remark. */
export interface Finding {
    /** The id of its rule. */
    "rule": string;
    /** How bad it is. */
    "severity": Severity;
    /** What is wrong. */
    "message": string;
    /** The label of the note that it is about, as a reader sees it; null in the running text. */
    "note": string | null;
    /** Why it matters. */
    "why": string | null;
    /** What to do. */
    "help": string | null;
    /** The first byte. */
    "start": number;
    /** The byte after the last. */
    "end": number;
    /** The file, by its index among the files of the document; left out where there is only one. */
    "file"?: number | null;
    /** The line of its start, from 1. */
    "line": number;
    /** The column of its start in characters, from 1. */
    "column": number;
    /** The line of its end, from 1. */
    "end_line": number;
    /** The column of its end in characters, from 1. */
    "end_column": number;
    /** What a baseline knows it by. */
    "fingerprint": string;
    /** Other places that explain it. */
    "related": Array<Related>;
    /** A change that mends it. */
    "fix": Fix | null;
}

/** How bad a finding is. The order is that of the words: info is least. */
export type Severity = "info" | "warning" | "error";

/** Another place that explains a finding. */
export interface Related {
    /** The first byte. */
    "start": number;
    /** The byte after the last. */
    "end": number;
    /** The file, by its index among the files of the document; left out where there is only one. */
    "file"?: number | null;
    /** The line of its start, from 1. */
    "line": number;
    /** The column of its start in characters, from 1. */
    "column": number;
    /** The line of its end, from 1. */
    "end_line": number;
    /** The column of its end in characters, from 1. */
    "end_column": number;
    /** What is there. */
    "message": string;
}

/** A change that mends a finding; all its edits are made or none. */
export interface Fix {
    /** What it may change. */
    "safety": Safety;
    /** What it does. */
    "message": string;
    /** The edits, which do not overlap. */
    "edits": Array<Edit>;
}

/** What a fix may change. The order is that of trust: unsafe is least. */
export type Safety = "unsafe" | "safe";

/** A stretch of a file and what replaces it. */
export interface Edit {
    /** The first byte. */
    "start": number;
    /** The byte after the last. */
    "end": number;
    /** The file, by its index among the files of the document; left out where there is only one. */
    "file"?: number | null;
    /** The line of its start, from 1. */
    "line": number;
    /** The column of its start in characters, from 1. */
    "column": number;
    /** The line of its end, from 1. */
    "end_line": number;
    /** The column of its end in characters, from 1. */
    "end_column": number;
    /** The new text. */
    "text": string;
}

/** The words of one reference, labelled: in order, covering the line but for white space between two of them. */
export interface Segments {
    /** Label and words; left out where the line is blank. */
    "segments"?: Array<[string, string]>;
}

/** All rules. */
export interface Rules {
    /** The version of the format. */
    "version": number;
    /** The rules, in the order in which they run. */
    "rules": Array<Rule>;
}

/** One rule. */
export interface Rule {
    /** Its id. */
    "id": string;
    /** How bad its findings are, unless the settings say otherwise. */
    "severity": Severity;
    /** What it finds. */
    "summary": string;
    /** What its fixes may change; null where it has none. */
    "fix": Safety | null;
    /** When it runs, if not always. */
    "needs": string | null;
}
