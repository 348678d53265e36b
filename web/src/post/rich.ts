/** A note with its italics, as a reader sees it. */

import { h } from "../dom.ts";
import { decoded, tags } from "./markup.ts";

const EMPHASIS = /^(em|i|cite)$/;
/** Emphasis of Markdown: `*words*`, `_words_`. */
const TYPED = /(?<![\w*\\])\*(?=[^\s*])([^*]+?)(?<=[^\s*])\*|(?<![\w\\])_(?=[^\s_])([^_]+?)(?<=[^\s_])_(?!\w)/;

/** Returns the words and emphasised words of a note in their order. */
export function rich(text: string): (string | HTMLElement)[] {
  const parts: (string | HTMLElement)[] = [];
  let at = 0;
  let depth = 0;
  const put = (words: string) => {
    const seen = decoded(words).replace(/\s+/g, " ");
    if (seen !== "") parts.push(...(depth > 0 ? [h("em", {}, seen)] : typed(seen)));
  };
  for (const { name, from, to } of tags(text)) {
    put(text.slice(at, from));
    at = to;
    if (EMPHASIS.test(name.replace("/", ""))) depth = Math.max(0, depth + (name.startsWith("/") ? -1 : 1));
  }
  put(text.slice(at));
  return parts;
}

function typed(text: string): (string | HTMLElement)[] {
  // A split by two groups gives words, then one of the groups, then words again.
  return text.split(TYPED).flatMap((part, index): (string | HTMLElement)[] => {
    if (part === undefined || part === "") return [];
    return index % 3 === 0 ? [part.replaceAll("**", "")] : [h("em", {}, part)];
  });
}
