/** The works that the notes cite, with the notes that cite them. */

import type { Source as Work } from "ibid";
import type { App } from "../app.ts";
import { h } from "../dom.ts";
import { describe, home, people, title, year } from "../post/describe.ts";
import type { Known } from "../post/known.ts";
import { recordOf } from "../post/library.ts";
import { say } from "../words/words.ts";
import { bibliographySection, downloadSection } from "./records.ts";
import { said } from "./said.ts";

/** Records below this confidence are marked, so that a writer looks at them before they are exported. */
const CERTAIN = 0.6;
/** A list that fits on a screen needs no search. */
const FEW = 8;

export function worksPanel(app: App): HTMLElement {
  const list = h("div", {});
  const show = () => list.replaceChildren(...(app.known.value ? shown(app, app.known.value) : []));
  app.known.follow(show);
  app.library.follow(show);
  const records = h("div", {}, bibliographySection(app), downloadSection(app));
  app.known.follow((known) => {
    records.hidden = !known || known.inspection.sources.length === 0;
  });
  return h("div", {}, list, records);
}

function shown(app: App, known: Known): HTMLElement[] {
  const { sources } = known.inspection;
  if (sources.length === 0) return [said("noWorks")];
  const items = sources.map((work) => ({ work, item: workItem(app, known, work) }));
  const list = h("ol", { class: "works" }, ...items.map(({ item }) => item));
  return sources.length > FEW ? [search(items), list] : [list];
}

function search(items: { work: Work; item: HTMLElement }[]): HTMLElement {
  const filter = () => {
    const wanted = input.value.toLocaleLowerCase();
    for (const { work, item } of items) item.hidden = !describe(work.item).toLocaleLowerCase().includes(wanted);
  };
  const input = h("input", {
    type: "search",
    placeholder: say("filterWorks"),
    "aria-label": say("filterWorks"),
    input: filter,
  });
  return h("p", {}, input);
}

function workItem(app: App, known: Known, work: Work): HTMLElement {
  const { item } = work;
  const by = [people(item), year(item)].filter(Boolean).join(", ");
  return h(
    "li",
    { class: "work" },
    h(
      "button",
      { class: "work-head", click: () => app.goToSource(work.id) },
      h("cite", {}, title(item)),
      by !== "" && h("span", {}, by),
    ),
    home(item) !== "" && h("p", { class: "quiet" }, home(item)),
    h("p", { class: "cited" }, ...citedBy(app, known, work)),
    inLibrary(app, work),
    work.confidence < CERTAIN && h("p", { class: "unsure" }, say("unsure")),
  );
}

/** Under which key the writer's own bibliography has the work. */
function inLibrary(app: App, { item }: Work): HTMLElement | null {
  const library = app.library.value;
  if (!library) return null;
  const record = recordOf(item, library);
  const { name } = library;
  return record
    ? h("p", { class: "in-library" }, say("inLibrary", { name, key: record.id }))
    : h("p", { class: "quiet" }, say("notInLibrary", { name }));
}

function citedBy(app: App, known: Known, work: Work): (HTMLElement | string)[] {
  const notes = known.notesOf(work);
  if (notes.length === 0) return [work.id.startsWith("bib#") ? say("ownList") : say("notCited")];
  const links = notes.map((note) => {
    const index = known.inspection.notes.indexOf(note);
    return h(
      "button",
      { class: "number", "aria-label": say("Note", { label: note.label }), click: () => app.goToNote(index) },
      note.label,
    );
  });
  return [h("span", { class: "quiet" }, `${say("citedIn")} `), ...links];
}
