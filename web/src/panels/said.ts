/** Sentences where there is nothing to list. */

import { h } from "../dom.ts";
import { type Key, say } from "../words/words.ts";

export function said(head: Key, text: string | null = null, isGood = false): HTMLElement {
  return h(
    "div",
    { class: isGood ? "said good" : "said" },
    h("p", { class: "said-head" }, say(head)),
    text !== null && h("p", {}, text),
  );
}
