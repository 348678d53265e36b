/** The works as a bibliography and as files for reference managers. */

import type { App } from "../app.ts";
import { h, icon } from "../dom.ts";
import { copy } from "../post/clipboard.ts";
import { save } from "../post/file.ts";
import { settings } from "../settings.ts";
import { type Key, say } from "../words/words.ts";
import { attempt, section } from "./section.ts";
import { stylePicker } from "./styles.ts";
import { written } from "./written.ts";

/** The style that was chosen, as ibid takes it: a name, or the text of the writer's own file. */
export function chosenStyle(app: App): string {
  return app.csl(settings.value.style) ?? settings.value.style;
}

export function bibliographySection(app: App): HTMLElement {
  const result = h("div", { "aria-live": "polite" });
  const write = async () => {
    const options = { ...app.reading(), style: chosenStyle(app) };
    const html = await app.client.ask("bibliography", app.editor.text, { ...options, to: "html" });
    const text = await app.client.ask("bibliography", app.editor.text, { ...options, to: "text" });
    result.replaceChildren(shown(app, html.text, text.text));
  };
  const button = h("button", { class: "primary", click: () => void attempt(result, write) }, say("bibliographyMake"));
  return section("bibliographyHead", "bibliographyText", stylePicker(app, "bibliography-style"), button, result);
}

function shown(app: App, html: string, text: string): HTMLElement {
  const tell = async (isCopied: Promise<boolean>) => {
    app.tell(say((await isCopied) ? "copied" : "copyFailed"));
  };
  return h(
    "div",
    { class: "box" },
    h(
      "div",
      { class: "bibliography", tabindex: "0", role: "region", "aria-label": say("bibliographyHead") },
      written(html),
    ),
    h(
      "div",
      { class: "row" },
      h("button", { click: () => void tell(copy(text, html)) }, icon("copy"), say("copyRich")),
      h("button", { click: () => void tell(copy(text, null)) }, icon("copy"), say("copyPlain")),
      h("button", { click: () => save("bibliography.html", html, "text/html") }, icon("download"), "HTML"),
    ),
  );
}

const RECORDS = [
  ["bibtex", "saveBib", "sources.bib", "application/x-bibtex"],
  ["csl-json", "saveJson", "sources.json", "application/json"],
  ["ris", "saveRis", "sources.ris", "application/x-research-info-systems"],
] as const;

export function downloadSection(app: App): HTMLElement {
  const result = h("div", { "aria-live": "polite" });
  const button = (words: Key, make: () => Promise<void>) =>
    h("button", { click: () => void attempt(result, make) }, icon("download"), say(words));
  const records = RECORDS.map(([to, words, name, type]) =>
    button(words, async () =>
      save(name, (await app.client.ask("convert", app.editor.text, { ...app.reading(), to })).text, type),
    ),
  );
  return section("saveHead", "saveText", h("div", { class: "row" }, ...records), result);
}
