/** What is pasted with formatting, made readable: the same elements, links and words without what is not seen. */

import { isBlock, type Tag, tags } from "./markup.ts";

/** Links and elements of notes make a paste worth keeping as HTML; else its plain text is what the writer typed. */
const RICH = /<a\s[^>]*(href|name|id)|<(em|i|b|strong|sup|h[1-6]|li|blockquote)[\s>]/i;
/** A text typed in an editor of code comes coloured, and is no HTML page. */
const CODE_EDITOR = /<meta[^>]*vscode|<div[^>]*white-space:\s*pre/i;

export interface Pasted {
  text: string;
  name: string;
}

/** Decides what a paste is: the HTML of a platform, tidied, or the plain text as it stands. */
export function pasted(html: string, text: string): Pasted {
  const keepsHtml = html !== "" && RICH.test(html) && !CODE_EDITOR.test(html) && !isSource(text);
  return keepsHtml ? { text: tidy(html), name: "post.html" } : { text, name: "post" };
}

/** True for text that is the source of a post, whatever it was coloured with on its way to the clipboard. */
function isSource(text: string): boolean {
  return /^\[\^[^\]\n]+\]:/m.test(text) || /\\(footnote|footcite)\b/.test(text) || /<(p|sup|a|li)[\s>]/i.test(text);
}

/** Drops heads, comments and the endless attributes of looks, and begins a line with each block. Attributes that link notes stay. */
export function tidy(html: string): string {
  let text = "";
  let at = 0;
  let preformatted = 0;
  const put = (words: string) => {
    text += preformatted > 0 ? words : words.replace(/\s+/g, " ");
  };
  for (const tag of tags(html)) {
    put(html.slice(at, tag.from));
    text += shown(html, tag);
    if (tag.name === "pre") preformatted += 1;
    if (tag.name === "/pre") preformatted -= 1;
    at = tag.to;
  }
  put(html.slice(at));
  return text.replace(/ *\n\s*/g, "\n").trim();
}

const DROPPED = /^\/?(html|head|body|meta|link|o:p|w:.*|st1:.*|font|col|colgroup)$/;
/** Attributes of looks; `class` stays, since platforms name their notes by it. */
const LOOKS =
  /\s(style|lang|dir|width|height|align|valign|face|color|size|border|cellpadding|cellspacing|rel|target|aria-level|data-pm-slice)\s*=\s*("[^"]*"|'[^']*'|[^\s>]+)/gi;
/** The one look that makes a note: Word names its footnotes so, and Google Docs raises markers so. */
const KEPT_LOOKS =
  /mso-(footnote|endnote|element|comment)[\w-]*\s*:\s*[\w-]+|vertical-align:\s*super|font-style:\s*italic/gi;

function shown(html: string, tag: Tag): string {
  if (tag.name === "" || DROPPED.test(tag.name)) return "";
  if (tag.name === "br") return "<br>\n";
  const source = html.slice(tag.from, tag.to).replace(/\s+/g, " ").replace(LOOKS, keepLooks);
  if (!isBlock(tag.name)) return source;
  return tag.name.startsWith("/") ? `${source}\n` : `\n${source}`;
}

function keepLooks(attribute: string): string {
  const kept = attribute.match(KEPT_LOOKS);
  return kept ? ` style="${kept.join(";")}"` : "";
}
