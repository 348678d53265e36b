/** A part of a panel: a title, a sentence, and what it is about. */

import { h } from "../dom.ts";
import { type Key, say } from "../words/words.ts";
import { Stale } from "../work/client.ts";

export function section(head: Key, text: Key, ...children: Node[]): HTMLElement {
  return h("section", { class: "section" }, h("h2", {}, say(head)), h("p", { class: "quiet" }, say(text)), ...children);
}

/** Runs an action that may fail, and says why where its result would have been. */
export async function attempt(result: HTMLElement, act: () => Promise<void>): Promise<void> {
  result.replaceChildren(h("p", { class: "quiet working" }, say("working")));
  const before = result.firstChild;
  try {
    await act();
    if (result.firstChild === before) result.replaceChildren();
  } catch (error) {
    if (error instanceof Stale) return;
    result.replaceChildren(h("p", { class: "failed", lang: "en" }, (error as Error).message));
  }
}
