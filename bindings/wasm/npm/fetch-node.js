import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";
import { Readable } from "node:stream";
import * as web from "./fetch-web.js";

/** The same for files, which `fetch` does not open in Node. */
export async function open(url) {
    if (url.protocol !== "file:") return web.open(url);
    const { size } = await stat(url);
    return { stream: Readable.toWeb(createReadStream(url)), length: size };
}
