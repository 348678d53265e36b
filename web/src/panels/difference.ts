/** Shows what a change takes away and what it adds. */

import { h } from "../dom.ts";
import { lines, type Piece, words } from "../post/difference.ts";
import { say } from "../words/words.ts";

/** So many changed lines are shown; the rest is counted. */
const SHOWN = 60;
/** Words that stay are shown this far around a change. */
const AROUND = 70;

/** Lists the lines that differ, with the words that change in them. */
export function difference(before: string, after: string): HTMLElement {
  const changes = lines(before, after);
  const shown = changes.slice(0, SHOWN).map((change) => h("li", {}, ...line(change)));
  const rest = changes.length - shown.length;
  return h(
    "ol",
    { class: "difference" },
    ...shown,
    rest > 0 && h("li", { class: "quiet" }, say("moreLines", { n: rest })),
  );
}

function line({ before, after }: { before: string | null; after: string | null }): HTMLElement[] {
  return words(before ?? "", after ?? "").map(piece);
}

function piece({ kind, text }: Piece): HTMLElement {
  if (kind === "same") return h("span", {}, shortened(text));
  const name = kind === "removed" ? "del" : "ins";
  return h(name, {}, h("span", { class: "unseen" }, ` ${say(kind)}: `), text);
}

function shortened(text: string): string {
  return text.length > 2 * AROUND ? `${text.slice(0, AROUND)} … ${text.slice(-AROUND)}` : text;
}
