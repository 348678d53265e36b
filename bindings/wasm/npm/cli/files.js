/** Files in and out, and the settings beside them. */
import { existsSync } from "node:fs";
import { chmod, readFile, realpath, rename, stat, unlink, writeFile } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import { buffer } from "node:stream/consumers";
import { Stop } from "./console.js";

/** The path that stands for standard input. */
export const STDIN = "-";

/** The bytes of a file, or of standard input for `-`. */
export async function read(path) {
    if (path === STDIN) return new Uint8Array(await buffer(process.stdin));
    try {
        return new Uint8Array(await readFile(path));
    } catch (error) {
        if (error.code === "EISDIR") throw new Stop(`${path}: this is a directory; name the files in it`);
        throw new Stop(`${path}: the file cannot be read: ${error.message}`);
    }
}

/** Writes a file whole or not at all. Its permissions stay, and a symbolic link stays a link. */
export async function write(path, bytes) {
    if (path === STDIN) return void process.stdout.write(bytes);
    const target = existsSync(path) ? await realpath(path) : path;
    const beside = `${target}.ibid-${process.pid}`;
    try {
        await writeFile(beside, bytes, { flag: "wx" });
        if (existsSync(target)) await chmod(beside, (await stat(target)).mode);
        await rename(beside, target);
    } catch (error) {
        await unlink(beside).catch(() => {});
        throw new Stop(`${path}: the file cannot be written: ${error.message}`);
    }
}

/** What a call is told of a document: its path, what the command line says of it, and the settings that hold for it. */
export async function reading(path, { from, language, profile, config, "stdin-filename": name = STDIN }) {
    const known = path === STDIN ? name : path;
    return { path: known, format: from, language, profile, ...(await settings(known, config)) };
}

/** The settings that are named, else those of the nearest folder upwards that has any. */
async function settings(path, named) {
    if (named !== undefined) return { settings: await text(named), settings_path: named };
    for (let folder = dirname(resolve(path)); ; folder = dirname(folder)) {
        for (const file of ["ibid.toml", "pyproject.toml"]) {
            const found = join(folder, file);
            const says = existsSync(found) ? await text(found) : undefined;
            if (says !== undefined && (file === "ibid.toml" || says.includes("[tool.ibid"))) {
                return { settings: says, settings_path: found };
            }
        }
        if (folder === dirname(folder)) return {};
    }
}

/** A style by name, or the text of a `.csl` file. */
export async function style(name) {
    return name?.toLowerCase().endsWith(".csl") ? text(name) : name;
}

async function text(path) {
    return new TextDecoder().decode(await read(path));
}
