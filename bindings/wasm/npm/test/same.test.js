/** The same documents give the same JSON here and in the native program. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { checkAndDraw, inspectAll } from "../ibid.js";
import { bytes, documents, native, skip } from "./native.js";

const paths = ["examples", "tests/fixtures"].flatMap(documents);

/** The answer of a function, or the sentence that says why there is none. */
async function answer(question) {
    try {
        return await question();
    } catch (error) {
        return error.message;
    }
}

/** The answer of the native program, the same way. */
function nativeAnswer(args, read) {
    const { status, stdout, stderr } = native(args);
    return status === 2 ? stderr.replace(/^error: /, "").trimEnd() : read(stdout);
}

const lines = (text) => text.trimEnd().split("\n").map((line) => JSON.parse(line));

test("the documents are found", () => assert.ok(paths.length > 300, `${paths.length} documents`));

test("inspect", { skip }, async (t) => {
    for (const path of paths) {
        const expected = nativeAnswer(["inspect", "--format", "json", path], lines);
        assert.deepEqual(await answer(() => inspectAll(bytes(path), { path })), expected, path);
    }
    t.diagnostic(`${paths.length} documents`);
});

for (const preset of ["blog", "strict"]) {
    test(`check, ${preset}`, { skip }, async () => {
        for (const path of paths) {
            const expected = nativeAnswer(["check", "--format", "json", "--preset", preset, path], JSON.parse);
            const ours = await answer(async () => (await checkAndDraw(bytes(path), { path, preset })).report);
            assert.deepEqual(ours, expected, path);
        }
    });
}

test("a check draws what the native program draws", { skip }, async () => {
    for (const path of documents("examples")) {
        const { stdout } = native(["check", "--preset", "strict", path]);
        const { drawn } = await checkAndDraw(bytes(path), { path, preset: "strict", drawn: true });
        assert.equal(drawn, stdout, path);
    }
});
