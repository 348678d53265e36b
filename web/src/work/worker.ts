/** Runs ibid beside the page, one question at a time. */

import { bibliography, check, convert, docx, explain, inspect, link, load, mend, restyle, styles, write } from "ibid";
import type { Question, Reply, Request } from "./engine.ts";
import { locate } from "./offsets.ts";

const FUNCTIONS = { bibliography, check, convert, docx, explain, inspect, link, mend, restyle, styles, write };

let started: Promise<void> | null = null;

function reply(message: Reply): void {
  postMessage(message);
}

/** Loads the program when first asked. A start that failed (offline, say) is tried again at the next question. */
function start(): Promise<void> {
  const progress = (file: string, bytes: number, of?: number) => reply({ loading: { file, bytes, of: of ?? null } });
  started ??= load({ progress }).catch((error: unknown) => {
    started = null;
    throw error;
  });
  return started;
}

/** The editor counts otherwise than ibid, so places are turned into the editor's before the answer leaves. */
function placed(question: Question, [text]: unknown[], answer: unknown): unknown {
  const hasPlaces = question === "check" || question === "inspect";
  return hasPlaces && typeof text === "string" ? locate(text, answer) : answer;
}

async function answer({ question, asked }: Request): Promise<unknown> {
  await start();
  const ask = FUNCTIONS[question] as (...asked: unknown[]) => Promise<unknown>;
  return placed(question, asked, await ask(...asked));
}

addEventListener("message", async ({ data }: MessageEvent<Request>) => {
  try {
    reply({ id: data.id, answer: await answer(data) });
  } catch (error) {
    reply({ id: data.id, error: error instanceof Error ? error.message : String(error) });
  }
});
