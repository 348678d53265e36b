import * as program from "./built/ibid.js";
import { load, restart } from "./loading.js";

/** What ibid cannot do, and why, in one sentence. */
export class IbidError extends Error {
    name = "IbidError";
}

/** Works with the program, once these parts are there. */
export async function using(parts, work) {
    await load({ parts });
    try {
        return work(program);
    } catch (reason) {
        if (!(reason instanceof WebAssembly.RuntimeError)) throw new IbidError(reason.message);
        restart();
        throw new IbidError(`ibid broke down, which is a mistake in it: ${reason.message}`);
    }
}

/** What a function of the program answers to a text and options. */
export function call(name, parts, text, options = {}) {
    const typed = typeof text === "string";
    const bytes = typed ? new TextEncoder().encode(text) : text;
    return using(parts, (program) => program[name](bytes, JSON.stringify({ ...options, typed })));
}

/** The same as data. */
export async function ask(...question) {
    return JSON.parse(await call(...question));
}

/** The same for what only sometimes needs the models, and answers null if it does: they are loaded then. */
export async function askWithModels(name, parts, ...question) {
    return (await ask(name, parts, ...question)) ?? ask(name, ["models", ...parts], ...question);
}
