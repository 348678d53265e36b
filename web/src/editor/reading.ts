/** Shows a post in HTML as its readers see it: tags are hidden, titles are large, emphasis is italic. */

import { type EditorState, type Extension, type Range, StateField, type Transaction } from "@codemirror/state";
import { Decoration, type DecorationSet, EditorView, WidgetType } from "@codemirror/view";
import { decoded, type Tag, tags } from "../post/markup.ts";

class Character extends WidgetType {
  readonly character: string;

  constructor(character: string) {
    super();
    this.character = character;
  }

  override eq(other: Character): boolean {
    return other.character === this.character;
  }

  override toDOM(): HTMLElement {
    const span = document.createElement("span");
    span.textContent = this.character;
    return span;
  }
}

const HIDDEN = Decoration.replace({});
const LOOKS: Record<string, string> = {
  em: "italic",
  i: "italic",
  cite: "italic",
  strong: "bold",
  b: "bold",
  sup: "raised",
};
for (const level of [1, 2, 3, 4, 5, 6]) LOOKS[`h${level}`] = level < 3 ? "title" : "subtitle";
/** Longer stretches are not marked: an element that nobody closed would make the rest of the post italic. */
const LONGEST = 2000;

function decorations(state: EditorState): DecorationSet {
  const text = state.doc.toString();
  const found = tags(text);
  const ranges: Range<Decoration>[] = [...looks(found), ...entities(text, found)];
  for (const tag of found) ranges.push(HIDDEN.range(tag.from, tag.to));
  return Decoration.set(ranges, true);
}

function looks(found: Tag[]): Range<Decoration>[] {
  const open = new Map<string, number[]>();
  const ranges: Range<Decoration>[] = [];
  for (const { name, from, to } of found) {
    const look = LOOKS[name.replace("/", "")];
    if (!look) continue;
    const starts = open.get(look) ?? open.set(look, []).get(look) ?? [];
    if (!name.startsWith("/")) starts.push(to);
    else mark(look, starts.pop(), from, ranges);
  }
  return ranges;
}

function mark(look: string, from: number | undefined, to: number, ranges: Range<Decoration>[]): void {
  if (from !== undefined && from < to && to - from < LONGEST)
    ranges.push(Decoration.mark({ class: `seen-${look}` }).range(from, to));
}

function entities(text: string, found: Tag[]): Range<Decoration>[] {
  const ranges: Range<Decoration>[] = [];
  let next = 0;
  for (const match of text.matchAll(/&(#\d+|#x[\da-f]+|[a-z]\w{1,30});/gi)) {
    while (next < found.length && (found[next] as Tag).to <= match.index) next += 1;
    const character = decoded(match[0]);
    const inTag = (found[next]?.from ?? Number.POSITIVE_INFINITY) < match.index;
    if (inTag || character === match[0]) continue;
    const widget = new Character(character);
    ranges.push(Decoration.replace({ widget }).range(match.index, match.index + match[0].length));
  }
  return ranges;
}

/** True for a change that may make or break a tag. */
function touchesTags(transaction: Transaction): boolean {
  let touches = false;
  transaction.changes.iterChanges((from, to, _from, _to, inserted) => {
    touches ||= /[<>&;]/.test(transaction.startState.sliceDoc(Math.max(0, from - 1), to + 1) + inserted.toString());
  });
  return touches;
}

const field = StateField.define<DecorationSet>({
  create: decorations,
  update(value, transaction) {
    if (!transaction.docChanged) return value;
    return touchesTags(transaction) ? decorations(transaction.state) : value.map(transaction.changes);
  },
  provide: (own) => [EditorView.decorations.from(own), EditorView.atomicRanges.of((view) => view.state.field(own))],
});

export const readingView: Extension = field;
