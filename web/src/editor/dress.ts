/** Gives titles and emphasis of Markdown their looks, in the lines that are seen. */

import type { Range } from "@codemirror/state";
import { Decoration, type DecorationSet, type EditorView, ViewPlugin, type ViewUpdate } from "@codemirror/view";

const LOOKS: [RegExp, string][] = [
  [/(?<![*\\])\*\*(?=\S)[^*\n]{1,300}(?<=\S)\*\*/g, "bold"],
  [/(?<![*\\])\*(?=[^\s*])[^*\n]{1,300}(?<=[^\s*])\*(?!\*)/g, "italic"],
  [/(?<![\w\\])_(?=[^\s_])[^_\n]{1,300}(?<=[^\s_])_(?!\w)/g, "italic"],
  [/^#{1,2} .*$/gm, "title"],
  [/^#{3,6} .*$/gm, "subtitle"],
];

function dressed(view: EditorView): DecorationSet {
  const ranges: Range<Decoration>[] = [];
  for (const { from, to } of view.visibleRanges) {
    const text = view.state.sliceDoc(from, to);
    for (const [pattern, look] of LOOKS) {
      const mark = Decoration.mark({ class: `seen-${look}` });
      for (const match of text.matchAll(pattern))
        ranges.push(mark.range(from + match.index, from + match.index + match[0].length));
    }
  }
  return Decoration.set(ranges, true);
}

export const markdownDress = ViewPlugin.define(
  (view) => ({
    decorations: dressed(view),
    update(update: ViewUpdate) {
      if (update.docChanged || update.viewportChanged) this.decorations = dressed(update.view);
    },
  }),
  { decorations: (plugin) => plugin.decorations },
);
