/** Answers the calls of `ibid.ts` by running the native program (IBID, else `ibid`) in a folder of its own. */

import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import type { IncomingMessage, ServerResponse } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Plugin } from "vite";

interface Call {
  name: string;
  text: string | null;
  bytes: string | null;
  options?: Record<string, string | boolean | string[] | undefined>;
}

const PROGRAM = process.env.IBID ?? "ibid";
const READING = ["language", "profile"] as const;

function run(folder: string, args: string[], accepted = [0, 1]): string {
  const { stdout, stderr, status } = spawnSync(PROGRAM, args, { cwd: folder, encoding: "utf8", maxBuffer: 1 << 28 });
  if (status === null || !accepted.includes(status)) throw new Error(stderr.replace(/^error: /, "").trim());
  return stdout;
}

function answer({ name, text, bytes, options = {} }: Call): unknown {
  const folder = mkdtempSync(join(tmpdir(), "ibid-web-"));
  try {
    const path = String(options.path ?? "post.txt").replaceAll("/", "-");
    writeFileSync(join(folder, path), bytes === null ? (text ?? "") : Buffer.from(bytes, "base64"));
    const reading = READING.flatMap((key) => (options[key] ? [`--${key}`, String(options[key])] : []));
    if (options.format && name !== "convert") reading.push("--from", String(options.format));
    return name === "explain"
      ? run(folder, ["explain", text ?? ""])
      : answers(folder, path, options, reading)[name]?.();
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function answers(
  folder: string,
  path: string,
  options: NonNullable<Call["options"]>,
  reading: string[],
): Record<string, () => unknown> {
  const preset = ["--preset", String(options.preset ?? "blog")];
  const check = (...more: string[]) =>
    JSON.parse(run(folder, ["check", path, "--format", "json", ...preset, ...reading, ...more]));
  const written = (text: string) => ({ text, problems: [] });
  const style = () => {
    const given = String(options.style);
    if (!given.startsWith("<")) return given;
    writeFileSync(join(folder, "own.csl"), given);
    return "./own.csl";
  };
  return {
    check: () => check(),
    inspect: () => JSON.parse(run(folder, ["inspect", path, "--format", "json", ...reading])),
    mend: () => {
      const left = check(options.unsafe ? "--unsafe-fixes" : "--fix");
      return { text: readFileSync(join(folder, path), "utf8"), applied: [], refused: [], left };
    },
    link: () => ({ text: run(folder, ["link", path, "--to", String(options.to), ...reading]) }),
    docx: () => {
      run(folder, ["link", path, "--to", "docx", "-o", "out.docx", ...reading]);
      return readFileSync(join(folder, "out.docx")).toString("base64");
    },
    restyle: () => ({
      text: run(folder, ["restyle", path, "--style", style(), ...reading]),
      rewritten: 0,
      kept: [],
      left_out: [],
    }),
    bibliography: () =>
      written(
        run(folder, [
          "bibliography",
          path,
          "--style",
          style(),
          "--format",
          String(options.to ?? "markdown"),
          ...reading,
        ]),
      ),
    convert: () => written(run(folder, ["convert", path, "--to", String(options.to), ...reading])),
    styles: () => run(folder, ["styles"]).trim().split("\n").map(readStyle),
  };
}

function readStyle(line: string): unknown {
  const [name, kind, title] = line.split(/\s{2,}|(?<=note|numeric|label|author-date)\s+/);
  return { name, title: title ?? name, class: kind === "note" ? "note" : "in-text", own: false };
}

async function read(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString("utf8");
}

async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
  try {
    response.end(JSON.stringify({ answer: answer(JSON.parse(await read(request))) }));
  } catch (error) {
    response.end(JSON.stringify({ error: (error as Error).message }));
  }
}

export function native(): Plugin {
  return {
    name: "ibid-native",
    configureServer: (server) => void server.middlewares.use("/native", serve),
    configurePreviewServer: (server) => void server.middlewares.use("/native", serve),
  };
}
