#!/usr/bin/env node
/** Makes npm/json.d.ts, the types of what ibid answers, from docs/schema. `types.mjs --check` only says whether it is up to date. */
import { readFileSync, writeFileSync } from "node:fs";

const SCHEMAS = ["inspect", "check", "segments", "rules", "item"];
const PATH = new URL("./npm/json.d.ts", import.meta.url);
const WORDS = { integer: "number", number: "number", string: "string", boolean: "boolean", null: "null" };

const schema = (name) => JSON.parse(readFileSync(new URL(`../../docs/schema/${name}.json`, import.meta.url), "utf8"));

/** The type that a schema describes. */
function typed(node) {
    if (node.$ref) return node.$ref.replace("#/$defs/", "");
    if (node.const !== undefined) return JSON.stringify(node.const);
    if (node.enum) return either(node.enum.map((word) => JSON.stringify(word)));
    const choices = node.anyOf ?? node.oneOf;
    if (choices) return either(choices.map(typed));
    if (Array.isArray(node.type)) return either(node.type.map((type) => typed({ ...node, type })));
    if (node.prefixItems) return `[${node.prefixItems.map(typed).join(", ")}]`;
    if (node.type === "array") return `Array<${typed(node.items)}>`;
    if (node.type === "object") return node.properties ? fields(node, "    ") : "Record<string, unknown>";
    return WORDS[node.type] ?? "unknown";
}

const either = (types) => [...new Set(types)].join(" | ");

/** What a schema says of itself, without the examples for Rust. */
const remark = (node, indent) => {
    const text = node.description?.split("\n```")[0].trim().replaceAll("*/", "* /");
    return text ? `${indent}/** ${text} */\n` : "";
};

function fields(node, indent = "") {
    const line = ([name, of]) => {
        const mark = node.required?.includes(name) ? "" : "?";
        return `${remark(of, `${indent}    `)}${indent}    ${JSON.stringify(name)}${mark}: ${typed(of)};\n`;
    };
    return `{\n${Object.entries(node.properties).map(line).join("")}${indent}}`;
}

/** One type with its name. */
function declared([name, node]) {
    const body = node.properties ? `interface ${name} ${fields(node)}` : `type ${name} = ${typed(node)};`;
    return `${remark(node, "")}export ${body}\n`;
}

const all = SCHEMAS.map(schema).flatMap((node) => [[node.title, node], ...Object.entries(node.$defs ?? {})]);
const text = `// Made by bindings/wasm/types.mjs from docs/schema.\n\n${[...new Map(all)].map(declared).join("\n")}`;

if (!process.argv.includes("--check")) {
    writeFileSync(PATH, text);
} else if (readFileSync(PATH, "utf8") !== text) {
    console.error("bindings/wasm/npm/json.d.ts is stale; bindings/wasm/types.mjs makes it");
    process.exitCode = 1;
}
