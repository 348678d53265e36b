/** The settings. */

import type { App } from "./app.ts";
import { h, icon } from "./dom.ts";
import { change, type Settings, settings } from "./settings.ts";
import { say } from "./words/words.ts";

/** Dialects of short forms, by the names that ibid gives them. */
const PROFILES =
  "chicago-17 chicago-18 turabian-9 mhra oscola bluebook aglc mla-notes de-klassisch de-peterssen de-rueckriem de-zparl fr fr-id-auteur it-ivi it-ibidem es-1 es-2 es-enah pt nl".split(
    " ",
  );
const LANGUAGES = ["en", "de", "fr", "it", "es", "pt", "nl", "pl", "ru", "la"];

type Choice = [value: string, words: string];

export function dialog(app: App): HTMLDialogElement {
  const close = h("button", { class: "bare", "aria-label": say("close"), click: () => box.close() }, icon("close"));
  const box = h(
    "dialog",
    {
      class: "settings",
      "aria-labelledby": "settings-head",
      click: (event: Event) => event.target === box && box.close(),
    },
    h(
      "div",
      { class: "settings-inside" },
      h("div", { class: "row between" }, h("h2", { id: "settings-head" }, say("settings")), close),
      choice("words", say("pageLanguage"), [
        ["", say("lookAuto")],
        ["en", "English"],
        ["de", "Deutsch"],
      ]),
      choice("look", say("look"), [
        ["auto", say("lookAuto")],
        ["light", say("lookLight")],
        ["dark", say("lookDark")],
      ]),
      choice("language", say("postLanguage"), [
        ["", say("asRead")],
        ...LANGUAGES.map((code): Choice => [code, languageName(code)]),
      ]),
      choice("profile", say("postProfile"), [["", say("asRead")], ...PROFILES.map((name): Choice => [name, name])]),
      tagsBox(),
      library(app),
      keys(),
      h("p", { class: "quiet" }, say("about")),
    ),
  );
  return box;
}

function languageName(code: string): string {
  return new Intl.DisplayNames([document.documentElement.lang], { type: "language" }).of(code) ?? code;
}

function choice(name: "words" | "look" | "language" | "profile", label: string, choices: Choice[]): HTMLElement {
  const set = () => change({ [name]: select.value || null } as Partial<Settings>);
  const option = ([value, words]: Choice) =>
    h("option", { value, selected: (settings.value[name] ?? "") === value }, words);
  const select = h("select", { id: `set-${name}`, change: set }, ...choices.map(option));
  return h("p", { class: "setting" }, h("label", { for: `set-${name}` }, label), select);
}

function tagsBox(): HTMLElement {
  const input = h("input", {
    type: "checkbox",
    checked: settings.value.tags,
    change: () => change({ tags: input.checked }),
  });
  return h("p", { class: "setting" }, h("label", {}, input, " ", say("showTags")));
}

/** The bibliography that was dropped in, and how to be rid of it. */
function library(app: App): HTMLElement {
  const line = h("p", { class: "setting" });
  app.library.follow((library) => {
    const remove = () => {
      app.library.value = null;
    };
    const name = library?.name ?? "";
    line.hidden = library === null;
    line.replaceChildren(name, " ", h("button", { click: remove }, say("libraryRemove", { name })));
  });
  return line;
}

function keys(): HTMLElement {
  const rows = [
    ["F8", say("keyNext")],
    ["Shift F8", say("keyPrevious")],
    ["F12", say("keySource")],
    ["F6", say("keyViews")],
    ["Ctrl F", say("keyFind")],
  ] as const;
  const list = rows.flatMap(([key, words]) => [h("dt", {}, h("kbd", {}, key)), h("dd", {}, words)]);
  return h("details", {}, h("summary", {}, say("keys")), h("dl", { class: "keys" }, ...list));
}
