/** The post with its notes in another system or another style: looked at first, then taken. */

import type { System } from "ibid";
import type { App } from "../app.ts";
import { h, icon } from "../dom.ts";
import { copy } from "../post/clipboard.ts";
import { save } from "../post/file.ts";
import { plain } from "../post/markup.ts";
import { type Key, say } from "../words/words.ts";
import { difference } from "./difference.ts";
import { chosenStyle } from "./records.ts";
import { attempt, section } from "./section.ts";
import { stylePicker } from "./styles.ts";

export function rewritePanel(app: App): HTMLElement {
  return h("div", {}, convertSection(app), restyleSection(app), keepSection(app));
}

const WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";
const SYSTEMS: [System | "docx", Key, string][] = [
  ["markdown", "toMarkdown", "md"],
  ["wordpress", "toWordpress", "html"],
  ["html", "toHtml", "html"],
  ["latex", "toLatex", "tex"],
  ["docx", "toDocx", "docx"],
  ["text", "toText", "txt"],
];

function convertSection(app: App): HTMLElement {
  const select = h("select", { id: "system" }, ...SYSTEMS.map(([value, words]) => h("option", { value }, say(words))));
  const result = h("div", { "aria-live": "polite" });
  const convert = async () => {
    const [to, , ending] = SYSTEMS[select.selectedIndex] as (typeof SYSTEMS)[number];
    const name = `${base(app)}.${ending}`;
    if (to === "docx") return saveWord(app, name);
    const { text } = await app.client.ask("link", app.editor.text, { ...app.reading(), to });
    result.replaceChildren(converted(app, text, name, to));
  };
  const button = h("button", { class: "primary", click: () => void attempt(result, convert) }, say("convert"));
  const row = h("div", { class: "row" }, h("label", { for: "system" }, say("convertTo")), select, button);
  return section("convertHead", "convertText", row, result);
}

async function saveWord(app: App, name: string): Promise<void> {
  save(name, await app.client.ask("docx", app.editor.text, app.reading()), WORD);
}

function base(app: App): string {
  return app.post.value.name.replace(/\.[^.]+$/, "");
}

function converted(app: App, text: string, name: string, to: System): HTMLElement {
  const isHtml = to === "html";
  const tell = async (isCopied: Promise<boolean>) => {
    app.tell(say((await isCopied) ? "copied" : "copyFailed"));
  };
  return h(
    "div",
    { class: "box" },
    h("pre", { class: "result", tabindex: "0", "aria-label": say("result") }, text),
    h(
      "div",
      { class: "row" },
      h(
        "button",
        { class: "primary", click: () => app.take(text, say("replaced"), name) },
        icon("check"),
        say("useResult"),
      ),
      isHtml && h("button", { click: () => void tell(copy(plain(text), text)) }, icon("copy"), say("copyRich")),
      h("button", { click: () => void tell(copy(text, null)) }, icon("copy"), say("copyPlain")),
      h("button", { click: () => save(name, text, "text/plain") }, icon("download"), say("download")),
    ),
  );
}

function restyleSection(app: App): HTMLElement {
  const result = h("div", { "aria-live": "polite" });
  const restyle = async () => {
    const before = app.editor.text;
    const restyled = await app.client.ask("restyle", before, { ...app.reading(), style: chosenStyle(app) });
    result.replaceChildren(restyledBox(app, before, restyled));
  };
  const button = h("button", { class: "primary", click: () => void attempt(result, restyle) }, say("restyle"));
  return section("restyleHead", "restyleText", stylePicker(app, "restyle-style"), button, result);
}

interface Restyled {
  text: string;
  rewritten: number;
  kept: { note: string; text: string; reason: string }[];
  left_out: string[];
}

function restyledBox(app: App, before: string, { text, rewritten, kept, left_out }: Restyled): HTMLElement {
  return h(
    "div",
    { class: "box" },
    h("p", {}, say("restyled", { n: rewritten })),
    kept.length > 0 && keptList(kept),
    left_out.length > 0 && h("p", { class: "quiet" }, say("leftOut", { what: left_out.join(", ") })),
    difference(before, text),
    text !== before &&
      h("button", { class: "primary", click: () => app.take(text, say("replaced")) }, icon("check"), say("applyFix")),
  );
}

function keptList(kept: Restyled["kept"]): HTMLElement {
  const items = kept.map(({ note, text, reason }) =>
    h("li", {}, h("strong", {}, say("Note", { label: note })), ` ${plain(text)}: `, h("span", { lang: "en" }, reason)),
  );
  return h("details", {}, h("summary", {}, say("kept", { n: kept.length })), h("ul", {}, ...items));
}

/** The text as it stands, as a file: a Word document gets its changes written into it. */
function keepSection(app: App): HTMLElement {
  const result = h("div", { "aria-live": "polite" });
  const button = h(
    "button",
    { click: () => void attempt(result, () => saveText(app)) },
    icon("download"),
    say("savePost"),
  );
  return section("savePost", "savePostText", button, result);
}

async function saveText(app: App): Promise<void> {
  const { name, file, crlf } = app.post.value;
  const { text } = app.editor;
  if (file) return save(name, await app.client.ask("write", file, text, { path: name }), WORD);
  save(name.includes(".") ? name : `${name}.txt`, crlf ? text.replaceAll("\n", "\r\n") : text, "text/plain");
}
