#!/usr/bin/env node
/** The command line of ibid for where there is no native program: the same output and exit codes, for most of its commands. */
import { parseArgs } from "node:util";
import { commands } from "./commands.js";
import { complain, Stop } from "./console.js";

const USAGE = `Usage: ibid COMMAND [OPTIONS]

${Object.entries(commands).map(([name, { says }]) => `  ${name.padEnd(12)}  ${says}`).join("\n")}

  --version     the version
  COMMAND --help  what a command takes

Folders, watching, baselines, earlier versions, the language server and \`ibid cite\` are in the native program only.
`;

function help(name, { says, takes, options }) {
    const line = ([option, { short, type, is = "…" }]) =>
        `  ${short ? `-${short}, ` : ""}--${option}${type === "string" ? ` ${is}` : ""}`;
    return `${says}\n\nUsage: ibid ${name} [OPTIONS] ${takes}\n\n${Object.entries(options).map(line).join("\n")}\n`;
}

async function version() {
    const { readFile } = await import("node:fs/promises");
    const about = JSON.parse(await readFile(new URL("../package.json", import.meta.url), "utf8"));
    return `ibid ${about.version}\n`;
}

/** Runs a command, and returns its exit code. */
async function run([name, ...rest]) {
    if (name === undefined) {
        process.stderr.write(USAGE);
        return 2;
    }
    if (["--version", "-V"].includes(name)) return say(await version());
    if (["--help", "-h", "help"].includes(name)) return say(USAGE);
    const command = commands[name];
    if (!command) throw new Stop(`there is no command '${name}'; 'ibid --help' lists them`);
    if (rest.includes("--help") || rest.includes("-h")) return say(help(name, command));
    const { values, positionals } = parseArgs({ args: rest, options: command.options, allowPositionals: true });
    return (await command.run(values, positionals)) ?? 0;
}

function say(text) {
    process.stdout.write(text);
    return 0;
}

// A reader that has seen enough (`ibid … | head`) is no failure.
process.stdout.on("error", (error) => process.exit(error.code === "EPIPE" ? 0 : 2));

try {
    process.exitCode = await run(process.argv.slice(2));
} catch (error) {
    complain(error.message);
    process.exitCode = 2;
}
