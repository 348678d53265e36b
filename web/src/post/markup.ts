/** The tags of a text in HTML: where they are, and the text without them. */

export interface Tag {
  from: number;
  to: number;
  /** Lower case, with a slash where it closes; empty for comments and what else is not seen. */
  name: string;
}

const TAG = /<(\/?[a-zA-Z][\w:-]*|[!?])[^<>]*>/y;
/** Elements of which nothing is seen. */
const UNSEEN = new Set(["script", "style", "head", "xml", "title"]);

/** Finds the tags in one pass. What is opened and never closed is left as text. */
export function tags(text: string): Tag[] {
  const found: Tag[] = [];
  const open = new Set<string>();
  for (let at = text.indexOf("<"); at >= 0; at = text.indexOf("<", at)) {
    const tag = tagAt(text, at, open);
    if (tag) found.push(tag);
    at = tag?.to ?? at + 1;
  }
  return found;
}

/** Reads the tag at a `<`. `open` holds ends that were searched for in vain, so that no end is searched for twice. */
function tagAt(text: string, at: number, open: Set<string>): Tag | null {
  if (text.startsWith("<!--", at)) return until(text, at, "-->", open);
  TAG.lastIndex = at;
  const match = TAG.exec(text);
  if (!match) return null;
  const name = (match[1] as string).toLowerCase();
  const whole = UNSEEN.has(name) ? until(text, at, `</${name}>`, open) : null;
  return whole ?? { from: at, to: TAG.lastIndex, name: /[!?]/.test(name) ? "" : name };
}

function until(text: string, from: number, end: string, open: Set<string>): Tag | null {
  if (open.has(end)) return null;
  const at = text.indexOf(end, from);
  if (at < 0) open.add(end);
  return at < 0 ? null : { from, to: at + end.length, name: "" };
}

/** Elements that begin and end a line. */
export const BLOCKS = new Set(
  "p div h1 h2 h3 h4 h5 h6 ul ol li blockquote section article aside header footer hr table tr pre figure figcaption dl dt dd body".split(
    " ",
  ),
);

export function isBlock(name: string): boolean {
  return BLOCKS.has(name.replace("/", ""));
}

let decoder: HTMLTextAreaElement | null = null;

/** Returns the characters that entities (`&nbsp;`) mean. */
export function decoded(text: string): string {
  if (!text.includes("&")) return text;
  decoder ??= document.createElement("textarea");
  decoder.innerHTML = text.replaceAll("<", "&lt;");
  return decoder.value;
}

/** Returns a note or citation as a reader sees it: without tags and signs of emphasis, in one line. */
export function plain(text: string): string {
  let seen = "";
  let at = 0;
  for (const tag of tags(text)) {
    seen += text.slice(at, tag.from);
    at = tag.to;
  }
  const words = decoded(seen + text.slice(at));
  return words
    .replace(/(\*{1,3}|(?<![\w])_{1,2}(?=\S)|(?<=\S)_{1,2}(?![\w]))/g, "")
    .replace(/\s+/g, " ")
    .trim();
}
