/** The answers that every front end must give: tests/conformance. */
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import * as ibid from "../ibid.js";
import { ROOT } from "./native.js";

const FOLDER = join(ROOT, "tests/conformance");
const CALLS = { ...ibid, segments: (text) => ibid.parse(text, { to: "segments" }) };

/** Asserts that an answer has everything that is expected. */
function conforms(answer, expected, way = "") {
    if (Array.isArray(expected)) {
        assert.equal(answer?.length, expected.length, `${way}: as many`);
        expected.forEach((one, at) => conforms(answer[at], one, `${way}/${at}`));
    } else if (typeof expected === "object" && expected !== null) {
        Object.entries(expected).forEach(([key, one]) => conforms(answer?.[key], one, `${way}/${key}`));
    } else {
        assert.equal(answer, expected, way);
    }
}

const cases = readdirSync(FOLDER).filter((name) => name.endsWith(".json"));

for (const name of cases) {
    const { call, input, options, expected } = JSON.parse(readFileSync(join(FOLDER, name), "utf8"));
    // `cite` is a call of the native program only.
    if (call !== "cite") test(name, async () => conforms(await CALLS[call](input, options), expected));
}

test("the cases are found", () => assert.ok(cases.length > 10));

test("what is lacking is told", () => {
    for (const answer of [{ a: [1] }, { a: [1, {}] }, { a: [2, { b: null }] }, []]) {
        assert.throws(() => conforms(answer, { a: [1, { b: null }] }));
    }
    conforms({ a: [1, { b: null, c: 2 }], d: 3 }, { a: [1, { b: null }] });
});
