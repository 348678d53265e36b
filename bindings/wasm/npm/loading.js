import { open } from "#fetch";
import init, * as program from "./built/ibid.js";

/** Where the files lie, unless `from` says otherwise. Written out, so that bundlers see them. */
const FILES = {
    "ibid_bg.wasm": new URL("./built/ibid_bg.wasm", import.meta.url),
    "notes.bin.gz": new URL("./built/notes.bin.gz", import.meta.url),
    "references.bin.gz": new URL("./built/references.bin.gz", import.meta.url),
    "styles.bin.gz": new URL("./built/styles.bin.gz", import.meta.url),
};

/** What each part consists of, and what takes it. */
const PARTS = {
    program: [["ibid_bg.wasm", (bytes) => init({ module_or_path: bytes })]],
    models: [
        ["notes.bin.gz", (bytes) => program.load_model(bytes)],
        ["references.bin.gz", (bytes) => program.load_model(bytes)],
    ],
    styles: [["styles.bin.gz", (bytes) => program.load_archive(bytes)]],
};

/** The parts that are loaded or on their way. */
const loaded = new Map();
let from;
let tell = () => {};

export async function load(options = {}) {
    if (options.from !== undefined) from = options.from;
    if (options.progress) tell = options.progress;
    await part("program");
    await Promise.all((options.parts ?? []).map(part));
}

function part(name) {
    if (!PARTS[name]) throw new Error(`there is no part "${name}"; there are models and styles`);
    if (!loaded.has(name)) {
        const loading = Promise.all(PARTS[name].map(async ([file, take]) => take(await read(file))));
        // What failed, as without a network, is tried again when it is next needed.
        loading.catch(() => loaded.delete(name));
        loaded.set(name, loading);
    }
    return loaded.get(name);
}

/** Starts the program anew: after a failure nothing in its memory can be relied on. */
export function restart() {
    program.__wbg_reset_state();
    loaded.delete("models");
    loaded.delete("styles");
}

/** The bytes of a file, unpacked. A server may have unpacked it already. */
async function read(file) {
    const url = from === undefined ? FILES[file] : new URL(file, from);
    const bytes = await gather(file, await open(url));
    const packed = bytes[0] === 0x1f && bytes[1] === 0x8b;
    if (!packed) return bytes;
    const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
    return new Uint8Array(await new Response(stream).arrayBuffer());
}

async function gather(file, { stream, length }) {
    const chunks = [];
    let count = 0;
    const reader = stream.getReader();
    for (let next = await reader.read(); !next.done; next = await reader.read()) {
        chunks.push(next.value);
        count += next.value.length;
        tell(file, count, length);
    }
    const bytes = new Uint8Array(count);
    let at = 0;
    for (const chunk of chunks) {
        bytes.set(chunk, at);
        at += chunk.length;
    }
    return bytes;
}
