/** Which note stands on which source, drawn as a score: a row for each work, a column for each note. */

import type { Citation, Note, Source as Work } from "ibid";
import type { App } from "../app.ts";
import { h, svg } from "../dom.ts";
import { people, title } from "../post/describe.ts";
import { shorten } from "../post/explain.ts";
import type { Known } from "../post/known.ts";
import { plain } from "../post/markup.ts";
import { say } from "../words/words.ts";
import { said } from "./said.ts";

const ROW = 26;
const TOP = 26;
const NAMES = 112;
/** Columns share this width where there are few notes, and are never narrower than the least. */
const WIDTH = matchMedia("(max-width: 800px)").matches ? 224 : 360;
const LEAST = 11;
const MOST = 34;

export function picturePanel(app: App): HTMLElement {
  const panel = h("div", {});
  app.known.follow((known) => panel.replaceChildren(...(known ? shown(app, known) : [])));
  return panel;
}

function shown(app: App, known: Known): HTMLElement[] {
  if (known.inspection.sources.length === 0) return [said("noWorks")];
  const box = h(
    "div",
    { class: "score", tabindex: "0", role: "region", "aria-label": say("picture") },
    picture(app, known),
  );
  return [h("p", { class: "quiet" }, say("pictureText")), legend(), box];
}

function legend(): HTMLElement {
  const sign = (kind: string) =>
    svg("svg", { class: "sign", viewBox: "-8 -8 16 16", "aria-hidden": "true" }, shape(kind, 0, 0));
  return h(
    "p",
    { class: "legend" },
    sign("full"),
    say("legendFull"),
    sign("short"),
    say("legendShort"),
    sign("ibid"),
    say("legendIbid"),
  );
}

/** A citation at its place in the picture. */
interface Point {
  citation: Citation;
  note: Note;
  column: number;
}

function picture(app: App, known: Known): SVGElement {
  return new Score(app, known).draw();
}

class Score {
  readonly #app: App;
  readonly #known: Known;
  readonly #rows: Map<Work | null, Point[]>;
  readonly #column: number;
  readonly #width: number;

  constructor(app: App, known: Known) {
    const count = known.inspection.notes.length;
    this.#app = app;
    this.#known = known;
    this.#rows = pointsByWork(known);
    this.#column = Math.min(MOST, Math.max(LEAST, WIDTH / count));
    this.#width = NAMES + this.#column * count + 10;
  }

  draw(): SVGElement {
    const { notes, sources } = this.#known.inspection;
    const lost = this.#rows.get(null) ?? [];
    const height = TOP + ROW * (sources.length + (lost.length > 0 ? 1 : 0)) + 8;
    const label = say("pictureLabel", {
      works: say("countWorks", { n: sources.length }),
      notes: say("countNotes", { n: notes.length }),
    });
    const drawn = sources.flatMap((work, row) => this.#drawRow(nameOf(work), this.#rows.get(work) ?? [], row));
    if (lost.length > 0) drawn.push(...this.#drawRow(say("pictureUnknown"), lost, sources.length));
    const size = { width: this.#width, height, viewBox: `0 0 ${this.#width} ${height}` };
    return svg("svg", { ...size, role: "img", "aria-label": label }, ...this.#numbers(notes), ...drawn);
  }

  #x(column: number): number {
    return NAMES + this.#column * (column + 0.5);
  }

  /** The labels of notes: all of them where there is room, else every fifth. */
  #numbers(notes: Note[]): SVGElement[] {
    const step = this.#column < 15 ? 5 : 1;
    const labelled = notes.map((note, column) => ({ note, column })).filter(({ column }) => (column + 1) % step === 0);
    return labelled.map(({ note, column }) =>
      svg("text", { x: this.#x(column), y: 15, class: "note-number", "text-anchor": "middle" }, note.label),
    );
  }

  #drawRow(name: string, points: Point[], row: number): SVGElement[] {
    const [first, last] = [points[0], points.at(-1)];
    const at = { y1: y(row), y2: y(row) };
    const line = svg("line", { x1: NAMES, x2: this.#width, ...at, class: "staff" });
    const text = svg("text", { x: NAMES - 10, y: y(row) + 4, class: "name", "text-anchor": "end" }, name);
    const span =
      first && last && svg("line", { x1: this.#x(first.column), x2: this.#x(last.column), ...at, class: "span" });
    return [line, text, ...(span ? [span] : []), ...points.map((point) => this.#drawPoint(point, row))];
  }

  #drawPoint({ citation, note, column }: Point, row: number): SVGElement {
    const lost = citation.source === null ? " lost" : "";
    const go = () => void this.#app.goToCitation(citation.id);
    const words = `${say("Note", { label: note.label })}: ${shorten(plain(citation.text), 80)}`;
    return svg(
      "g",
      { class: `point${lost}`, click: go },
      svg("title", {}, words),
      shape(citation.kind, this.#x(column), y(row)),
    );
  }
}

function pointsByWork(known: Known): Map<Work | null, Point[]> {
  const rows = new Map<Work | null, Point[]>();
  known.inspection.notes.forEach((note, column) => {
    for (const citation of note.citations.filter(({ kind }) => kind !== "none")) {
      const work = known.work(citation);
      const points = rows.get(work) ?? [];
      points.push({ citation, note, column });
      rows.set(work, points);
    }
  });
  return rows;
}

function nameOf({ item }: Work): string {
  return shorten(people(item) || title(item), 17);
}

const y = (row: number) => TOP + ROW * (row + 0.5);

function shape(kind: string, cx: number, cy: number): SVGElement {
  if (kind === "full") return svg("circle", { cx, cy, r: 5.5, class: "full" });
  if (kind === "ibid" || kind === "idem")
    return svg("rect", { x: cx - 2, y: cy - 6, width: 4, height: 12, rx: 1.5, class: "ibid" });
  return svg("circle", { cx, cy, r: 4, class: "short" });
}
