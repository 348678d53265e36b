/** The notes in their order, each citation with the source it stands for. */

import type { Citation, Note } from "ibid";
import type { App } from "../app.ts";
import { h } from "../dom.ts";
import { describe } from "../post/describe.ts";
import { isUnsure, noteSource, shorten, sourceUnknown } from "../post/explain.ts";
import type { Known } from "../post/known.ts";
import { plain } from "../post/markup.ts";
import { rich } from "../post/rich.ts";
import { say } from "../words/words.ts";
import { said } from "./said.ts";

export function notesPanel(app: App): HTMLElement {
  const panel = h("div", {});
  app.known.follow((known) => panel.replaceChildren(...(known ? shown(app, known) : [])));
  return panel;
}

function shown(app: App, known: Known): HTMLElement[] {
  const { notes } = known.inspection;
  if (notes.length === 0) return [said("noNotes", say("noNotesText"))];
  const text = app.editor.text;
  return [h("ol", { class: "notes" }, ...notes.map((note, index) => noteItem(app, known, text, note, index)))];
}

function noteItem(app: App, known: Known, text: string, note: Note, index: number): HTMLElement {
  const cited = note.citations.filter(({ kind }) => kind !== "none");
  return h(
    "li",
    { class: "note-item" },
    h(
      "button",
      { class: "label", "aria-label": say("Note", { label: note.label }), click: () => app.goToNote(index) },
      note.label,
    ),
    h(
      "div",
      {},
      h("p", { class: "note-text" }, ...rich(noteSource(text.slice(note.start, note.end)))),
      note.markers.length === 0 && h("p", { class: "lost" }, say("noMarker")),
      cited.length > 0 &&
        h("ul", { class: "stands" }, ...cited.flatMap((citation) => standsFor(app, known, citation, cited.length > 1))),
    ),
  );
}

/** What a short form stands for; a full citation needs no line unless there are others beside it. */
function standsFor(app: App, known: Known, citation: Citation, hasOthers: boolean): HTMLElement[] {
  const work = known.work(citation);
  if (citation.source === citation.id) return [];
  const form = hasOthers || !work ? `${plain(shorten(citation.text, 50))} ` : "";
  if (!work) return [h("li", { class: "lost" }, h("span", { class: "form" }, form), sourceUnknown(citation))];
  const first = known.noteOf(work.id);
  const unsure = isUnsure(citation) && h("span", { class: "unsure" }, ` ${say("unsure")}`);
  return [
    h(
      "li",
      {},
      form !== "" && h("span", { class: "form" }, form),
      h("span", { class: "arrow", "aria-label": say("stands") }, "→ "),
      h(
        "button",
        { class: "link", click: () => app.goToSource(work.id) },
        describe(work.item),
        first && `, ${say("note", { label: first.label })}`,
      ),
      unsure,
    ),
  ];
}
