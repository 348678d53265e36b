/** The package as it is installed: its types, and its command beside the native program. */
import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { native, ROOT, run, skip } from "./native.js";

const HERE = join(ROOT, "bindings/wasm/npm");
const folder = mkdtempSync(join(tmpdir(), "ibid-"));
const ibid = join(folder, "node_modules/.bin/ibid");
const ours = (args, input) => run(ibid, args, input);

before(() => {
    const packed = run("npm", ["pack", HERE, "--pack-destination", folder, "--json"]);
    const [{ filename }] = JSON.parse(packed.stdout);
    writeFileSync(join(folder, "package.json"), '{"type": "module"}');
    const installed = run("npm", ["install", "--prefix", folder, "--no-audit", "--no-fund", "--offline", join(folder, filename)]);
    assert.equal(installed.status, 0, installed.stderr);
});
after(() => rmSync(folder, { recursive: true }));

const about = JSON.parse(readFileSync(join(HERE, "package.json"), "utf8"));

test("the version is that of the program", () => {
    assert.match(readFileSync(join(ROOT, "Cargo.toml"), "utf8"), new RegExp(`^version = "${about.version}"$`, "m"));
    assert.equal(ours(["--version"]).stdout, `ibid ${about.version}\n`);
});

test("the types are those of docs/schema, and hold", () => {
    const check = run("node", ["bindings/wasm/types.mjs", "--check"]);
    assert.equal(check.status, 0, check.stderr);
    writeFileSync(join(folder, "use.ts"), readFileSync(join(HERE, "test/use.ts")));
    const options = ["--strict", "--noEmit", "--target", "es2022", "--module", "nodenext", "--lib", "es2022,dom"];
    const compiled = run(join(HERE, "node_modules/.bin/tsc"), [...options, join(folder, "use.ts")]);
    assert.equal(compiled.status, 0, compiled.stdout);
});

test("the package works where it is installed", () => {
    const program = `import { inspect } from "ibid";
        const { notes } = await inspect("A.[1] B.[2]\\n\\n[1] Roe, Nets (Leeds: Dale, 1992), 3.\\n[2] Ibid., 5.\\n");
        console.log(notes[1].citations[0].source);`;
    writeFileSync(join(folder, "use.js"), program);
    assert.equal(run("node", [join(folder, "use.js")]).stdout, "1#1\n");
});

const POST = "examples/history-of-the-footnote.md";
const GERMAN = "examples/fussnote.md";
const WORKS = "@book{roe, author = {Roe, Ann}, title = {Nets}, year = 1992}";

/** Calls that the two programs answer alike: the arguments, and standard input. */
const CALLS = [
    [["check", POST]],
    [["check", "--preset", "strict", POST, GERMAN]],
    [["check", "--preset", "strict", "--format", "concise", POST]],
    [["check", "--preset", "strict", "--format", "json", POST]],
    [["check", "--preset", "strict", "--format", "sarif", POST]],
    [["check", "--preset", "strict", "--format", "github", POST]],
    [["check", "--preset", "strict", "--statistics", POST]],
    [["check", "--preset", "strict", "--diff", POST]],
    [["check", "--preset", "strict", "--unsafe-fixes", "--diff", POST]],
    [["check", "--select", "ibid-after-multi", "-q", POST]],
    [["check", "--fail-on", "error", POST]],
    [["check", "-"], "One.[^1] Two.[^3]\n\n[^1]: Nobody knew.\n\n[^3]: They never asked.\n"],
    [["check", "--fix", "-"], "One.[^1] Two.[^3]\n\n[^1]: Nobody knew.\n\n[^3]: They never asked.\n"],
    [["check", "--stdin-filename", "post.md", "-"], "A claim.[^2]\n"],
    [["inspect", GERMAN]],
    [["inspect", "--by", "source", "--why", GERMAN]],
    [["inspect", "--format", "json", GERMAN]],
    [["inspect", "--format", "dot", GERMAN]],
    [["inspect", "--format", "mermaid", GERMAN]],
    [["parse", "Ann Roe. Nets. Leeds: Dale, 1992.", "Ann Roe. Nets. Leeds: Dale, 1992."]],
    [["parse", "--to", "jsonl"], "Ann Roe. Nets. Leeds: Dale, 1992.\n\nB. Poe, Mills.\n"],
    [["parse", "--to", "segments"], "Ann Roe. Nets. Leeds: Dale, 1992.\n\nB. Poe, Mills.\n"],
    [["parse", "--to", "bibtex"], "Ann Roe. Nets. Leeds: Dale, 1992.\n"],
    [["convert", "--to", "bibtex", POST]],
    [["convert", "--to", "ris", "--key", "{author}-{year}", "-"], WORKS],
    [["bibliography", "--style", "apa", POST]],
    [["bibliography", "--style", "apa", "--locale", "de-DE", "--format", "html", GERMAN]],
    [["restyle", "--style", "mhra-notes", POST]],
    [["restyle", "--style", "styles/blog-notes.csl", "--diff", GERMAN]],
    [["link", "--to", "html", POST]],
    [["styles"]],
    [["styles", "--notes"]],
    [["rules"]],
    [["rules", "--format", "json"]],
    [["explain", "ibid-after-multi"]],
];

for (const [args, input] of CALLS) {
    test(`ibid ${args.join(" ")}`, { skip }, () => assert.deepEqual(ours(args, input), native(args, input)));
}

/** Calls that fail in both. */
const WRONG = [
    ["check", "nowhere.md"],
    ["check", "--format", "xml", POST],
    ["check", "--nonsense", POST],
    ["inspect"],
    ["convert", "--to", "docx", POST],
    ["restyle", "--style", "chicago-note", POST],
    ["explain", "ibid-frist"],
    ["nonsense"],
];

for (const args of WRONG) {
    test(`ibid ${args.join(" ")} is an error`, { skip }, () => {
        const [one, other] = [ours(args), native(args)];
        assert.deepEqual([one.status, one.stdout, one.stderr.slice(0, 7)], [2, "", "error: "]);
        assert.equal(other.status, 2);
    });
}

test("files are written, with settings from the nearest folder", { skip }, () => {
    const post = join(folder, "post.md");
    const text = "One.[^1] Two.[^3]\n\n[^1]: Nobody knew.\n\n[^3]: They never asked.\n";
    const settings = join(folder, "ibid.toml");
    for (const [says, marker] of [["ignore = ['number-gap']", "[^3]"], ["", "[^2]"]]) {
        writeFileSync(post, text);
        writeFileSync(settings, says);
        assert.equal(ours(["check", "--fix", post]).status, 0);
        assert.match(readFileSync(post, "utf8"), new RegExp(`Two\\.${marker.replace(/[[^\]]/g, "\\$&")}`));
    }
    const word = join(folder, "post.docx");
    assert.equal(ours(["link", "--to", "docx", "-o", word, post]).status, 0);
    assert.equal(ours(["link", "--to", "docx", post]).status, 2);
    assert.match(native(["inspect", word]).stdout, /Nobody knew/);
});
