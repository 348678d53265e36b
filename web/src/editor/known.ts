/** What ibid said of the text, held at its places while the text is edited. */

import { type EditorState, type Range, StateEffect, StateField } from "@codemirror/state";
import { Decoration, type DecorationSet, EditorView } from "@codemirror/view";
import type { Citation, Finding, Inspection, Marker, Note } from "ibid";

export type Thing =
  | { kind: "finding"; finding: Finding }
  | { kind: "citation"; citation: Citation; note: Note }
  | { kind: "marker"; marker: Marker }
  | { kind: "note"; note: Note };

/** A thing and where it stands now. */
export type Placed = Thing & { from: number; to: number };

export const setFindings = StateEffect.define<Finding[]>();
export const setInspection = StateEffect.define<Inspection | null>();

/** Notes are kept to be found, and not drawn. */
function mark(
  state: EditorState,
  thing: Thing,
  { start, end }: { start: number; end: number },
  looks: string,
): Range<Decoration>[] {
  const to = Math.min(end, state.doc.length);
  return start < to ? [Decoration.mark({ class: looks, thing }).range(start, to)] : [];
}

function findings(state: EditorState, found: Finding[]): DecorationSet {
  const ranges = found.flatMap((finding) =>
    mark(state, { kind: "finding", finding }, shown(state, finding), `found found-${finding.severity}`),
  );
  return Decoration.set(ranges, true);
}

/** A finding about no words is shown at the character beside it. */
function shown(state: EditorState, { start, end }: Finding): { start: number; end: number } {
  if (start < end) return { start, end };
  return start < state.doc.length ? { start, end: start + 1 } : { start: Math.max(0, start - 1), end: start };
}

function things(state: EditorState, inspection: Inspection | null): DecorationSet {
  if (!inspection) return Decoration.none;
  const markers = inspection.markers.flatMap((marker) => mark(state, { kind: "marker", marker }, marker, "marker"));
  const notes = inspection.notes.flatMap((note) => [
    ...mark(state, { kind: "note", note }, note, "note"),
    ...note.citations.flatMap((citation) =>
      mark(state, { kind: "citation", citation, note }, citation, looks(citation)),
    ),
  ]);
  return Decoration.set([...markers, ...notes], true);
}

function looks({ kind, source }: Citation): string {
  if (kind === "none") return "commentary";
  const repeats = kind === "full" ? "full" : "repeats";
  return source === null ? `citation ${repeats} lost` : `citation ${repeats}`;
}

function held<T>(
  effect: typeof setFindings | typeof setInspection,
  draw: (state: EditorState, value: T) => DecorationSet,
) {
  return StateField.define<DecorationSet>({
    create: () => Decoration.none,
    update(value, transaction) {
      const said = transaction.effects.findLast((other) => other.is(effect as never));
      return said ? draw(transaction.state, said.value as T) : value.map(transaction.changes);
    },
    provide: (own) => EditorView.decorations.from(own),
  });
}

const inspected = held<Inspection | null>(setInspection, things);
const found = held<Finding[]>(setFindings, findings);

/** Citations are drawn within findings, so that both can be seen. */
export const known = [found, inspected];

/** Returns what stands at a place: findings first, then what is smaller before what is larger. */
export function thingsAt(state: EditorState, at: number): Placed[] {
  const placed: Placed[] = [];
  for (const field of [found, inspected]) {
    state
      .field(field)
      .between(at, at, (from, to, { spec }) => void placed.push({ ...(spec.thing as Thing), from, to }));
  }
  const isFinding = (thing: Placed) => (thing.kind === "finding" ? 0 : 1);
  return placed.sort((a, b) => isFinding(a) - isFinding(b) || a.to - a.from - (b.to - b.from));
}

/** Returns where the first thing stands of which `is` holds, after edits too. */
export function placeOf(state: EditorState, is: (thing: Thing) => boolean): { from: number; to: number } | null {
  for (const field of [found, inspected]) {
    for (const cursor = state.field(field).iter(); cursor.value; cursor.next()) {
      if (is(cursor.value.spec.thing as Thing)) return { from: cursor.from, to: cursor.to };
    }
  }
  return null;
}

/** Returns the findings in the order of the text, where they stand now. */
export function findingsIn(state: EditorState): { from: number; to: number }[] {
  const places: { from: number; to: number }[] = [];
  for (const cursor = state.field(found).iter(); cursor.value; cursor.next())
    places.push({ from: cursor.from, to: cursor.to });
  return places;
}
