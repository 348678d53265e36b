/** The frame of the page: the head, the editor, and the views of what ibid read. */

import type { App } from "./app.ts";
import { dialog } from "./dialog.ts";
import { h, icon } from "./dom.ts";
import { EXAMPLE } from "./example.ts";
import { findingsPanel } from "./panels/findings.ts";
import { notesPanel } from "./panels/notes.ts";
import { picturePanel } from "./panels/picture.ts";
import { rewritePanel } from "./panels/rewrite.ts";
import { worksPanel } from "./panels/works.ts";
import { ACCEPTED } from "./post/file.ts";
import type { Signal } from "./signal.ts";
import { tabs } from "./tabs.ts";
import { language, say } from "./words/words.ts";
import type { Loading } from "./work/engine.ts";

export function shell(app: App, loading: Signal<Loading | null>): Node[] {
  document.title = say("title");
  app.editor.speak(say("editor"), phrases());
  const views = tabs(app, [
    ["findings", () => findingsPanel(app), () => app.findings.value?.length],
    ["notes", () => notesPanel(app), () => app.known.value?.inspection.notes.length],
    ["works", () => worksPanel(app), () => app.known.value?.inspection.sources.length],
    ["picture", () => picturePanel(app), () => undefined],
    ["rewrite", () => rewritePanel(app), () => undefined],
  ]);
  return [
    h("a", { class: "skip", href: "#text", click: (event: Event) => skip(app, event) }, say("skip")),
    head(app),
    h(
      "main",
      { id: "page" },
      textSide(app),
      h("aside", { class: "views", "aria-label": say("views") }, progress(app, loading), ...views),
    ),
    notice(app),
  ];
}

function skip(app: App, event: Event): void {
  event.preventDefault();
  app.editor.view.focus();
}

function head(app: App): HTMLElement {
  const input = h("input", { type: "file", accept: ACCEPTED, multiple: true, hidden: true, "aria-label": say("open") });
  input.addEventListener("change", () => void openAll(app, input));
  const settingsDialog = dialog(app);
  const clear = h("button", { class: "bare", click: () => app.clear() }, say("clear"));
  app.isEmpty.follow((isEmpty) => {
    clear.hidden = isEmpty;
  });
  return h(
    "header",
    { class: "head" },
    h("h1", {}, h("span", { class: "name" }, "ibid"), h("span", { class: "tagline" }, say("tagline"))),
    h(
      "div",
      { class: "tools" },
      clear,
      input,
      h("button", { class: "bare", id: "open", click: () => input.click() }, icon("open"), say("openShort")),
      h(
        "button",
        { class: "bare", id: "settings", click: () => settingsDialog.showModal() },
        icon("settings"),
        say("settings"),
      ),
    ),
    settingsDialog,
  );
}

async function openAll(app: App, input: HTMLInputElement): Promise<void> {
  for (const file of input.files ?? []) await app.open(file);
  input.value = "";
}

function textSide(app: App): HTMLElement {
  const welcome = welcomeBox(app);
  const status = h("div", { class: "here", role: "status" });
  app.isEmpty.follow((isEmpty) => {
    document.body.classList.toggle("empty", isEmpty);
    welcome.hidden = !isEmpty;
  });
  app.here.follow((about) => status.replaceChildren(...(about ? [about] : [])));
  return h(
    "section",
    { class: "text", id: "text", "aria-label": say("editor") },
    h("div", { class: "paper" }, app.editor.view.dom, welcome),
    readAs(app),
    status,
  );
}

function welcomeBox(app: App): HTMLElement {
  const example = () => {
    app.show(EXAMPLE[language], { name: "example.txt", file: null, crlf: false });
  };
  return h(
    "div",
    { class: "welcome" },
    h("h2", {}, say("welcomeHead")),
    h("p", {}, say("welcomeText")),
    h("p", { class: "quiet" }, say("welcomeHint")),
    h(
      "div",
      { class: "row" },
      h(
        "button",
        { class: "primary", click: () => document.querySelector<HTMLElement>("#open")?.click() },
        icon("open"),
        say("open"),
      ),
      h("button", { id: "example", click: example }, say("example")),
    ),
    h("p", { class: "private" }, say("private")),
  );
}

/** The name of the post and how it was read. */
function readAs(app: App): HTMLElement {
  const line = h("p", { class: "read-as" });
  const show = () => {
    const inspection = app.known.value?.inspection;
    const { name } = app.post.value;
    const counts =
      inspection &&
      say("summary", {
        notes: say("countNotes", { n: inspection.notes.length }),
        works: say("countWorks", { n: inspection.sources.length }),
      });
    const format = inspection && say("readAs", { format: formatName(inspection.format) });
    line.textContent = [name.includes(".") ? name : null, format, counts].filter(Boolean).join(" · ");
  };
  app.known.follow(show);
  app.post.follow(show);
  return line;
}

/** Formats by their proper names. */
const FORMATS: Record<string, string> = {
  markdown: "Markdown",
  html: "HTML",
  latex: "LaTeX",
  docx: "Word",
  org: "Org",
  epub: "EPUB",
  wxr: "WordPress",
};

function formatName(format: string): string {
  return FORMATS[format] ?? (format === "text" ? say("formatText") : format);
}

/** What is going on: loading, reading, or why it failed. */
function progress(app: App, loading: Signal<Loading | null>): HTMLElement {
  const bar = h("progress", { max: 1, "aria-label": say("loading") });
  const words = h("span", {});
  const cancel = h("button", { class: "bare", click: () => app.cancel() }, say("cancel"));
  const box = h("div", { class: "progress", hidden: true }, bar, words, cancel);
  const failed = h("p", { class: "failed", role: "alert", hidden: true });
  let slow: ReturnType<typeof setTimeout> | undefined;
  const show = () => {
    const part = loading.value;
    if (part?.of) bar.value = part.bytes / part.of;
    else bar.removeAttribute("value");
    words.textContent = part ? partWords(part) : say("working");
  };
  loading.follow(show);
  app.busy.follow((isBusy) => {
    // What is done at once needs no bar.
    clearTimeout(slow);
    if (isBusy)
      slow = setTimeout(() => {
        box.hidden = false;
      }, 300);
    else box.hidden = true;
  });
  app.failure.follow((why) => {
    failed.hidden = why === null;
    failed.textContent = why === null ? "" : say("failed", { why });
  });
  return h("div", {}, box, failed);
}

function partWords({ file, bytes, of }: Loading): string {
  const megabytes = (count: number) => (count / 1_000_000).toFixed(1);
  return of ? say("loadingPart", { file, done: megabytes(bytes), of: megabytes(of) }) : say("loading");
}

function notice(app: App): HTMLElement {
  const words = h("span", {});
  const undo = h("button", { class: "bare", click: () => app.editor.undo() }, say("undo"));
  const box = h("div", { class: "notice", role: "status" }, words, undo);
  let gone: ReturnType<typeof setTimeout> | undefined;
  app.notice.follow((notice) => {
    words.textContent = notice.words;
    undo.hidden = !notice.undo;
    box.classList.toggle("shown", notice.words !== "");
    clearTimeout(gone);
    if (notice.words !== "") gone = setTimeout(() => box.classList.remove("shown"), 8000);
  });
  return box;
}

/** The words of the editor's own search, which it has in English only. */
function phrases(): Record<string, string> {
  if (language === "en") return {};
  return {
    Find: "Suchen",
    Replace: "Ersetzen",
    next: "weiter",
    previous: "zurück",
    all: "alle",
    "match case": "Groß und klein",
    "by word": "ganze Wörter",
    regexp: "regulärer Ausdruck",
    replace: "ersetzen",
    "replace all": "alle ersetzen",
    close: "schließen",
  };
}
