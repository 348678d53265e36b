/** The native program, for comparison: the one that IBID names, else the one that cargo built. */
import { spawnSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { join } from "node:path";

export const ROOT = fileURLToPath(new URL("../../../../", import.meta.url));

const programs = [process.env.IBID, join(ROOT, "target/release/ibid"), join(ROOT, "target/debug/ibid")];
const program = programs.find((path) => path && existsSync(path));

/** Why a comparison is skipped, if it is. */
export const skip = program ? false : "there is no native program: cargo build, or set IBID";

/** What a program answers to arguments, in the root of the project. */
export function run(command, args, input) {
    const { status, stdout, stderr, error } = spawnSync(command, args, {
        cwd: ROOT,
        input: input ?? "",
        encoding: "utf8",
        maxBuffer: 1 << 28,
    });
    if (error) throw error;
    return { status, stdout, stderr };
}

export const native = (args, input) => run(program, args, input);

const ENDINGS = /\.(adoc|epub|docx|html|mdx?|org|rst|tex|txt|wiki|xhtml|xml)$/;

/** The documents below a folder, by their paths from the root of the project. */
export function documents(folder) {
    const entries = readdirSync(join(ROOT, folder), { withFileTypes: true });
    return entries.flatMap((entry) => {
        const path = `${folder}/${entry.name}`;
        if (entry.isDirectory()) return documents(path);
        return ENDINGS.test(entry.name) ? [path] : [];
    });
}

export const bytes = (path) => new Uint8Array(readFileSync(join(ROOT, path)));
