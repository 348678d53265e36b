/** The editor: CodeMirror with what ibid knows drawn into the text. */

import { defaultKeymap, history, historyKeymap, undo } from "@codemirror/commands";
import { highlightSelectionMatches, search, searchKeymap } from "@codemirror/search";
import { Annotation, Compartment, EditorState, type Extension } from "@codemirror/state";
import { drawSelection, EditorView, hoverTooltip, keymap } from "@codemirror/view";
import type { Edit, Finding, Inspection } from "ibid";
import { h } from "../dom.ts";
import { markdownDress } from "./dress.ts";
import { findingsIn, known, type Placed, placeOf, setFindings, setInspection, type Thing, thingsAt } from "./known.ts";
import { readingView } from "./reading.ts";

/** What the editor asks of the page around it. */
export interface Around {
  changed(): void;
  moved(things: Placed[]): void;
  explain(things: Placed[]): HTMLElement | null;
  follow(things: Placed[]): boolean;
  reveal(): void;
  /** Takes a paste over, or leaves it to the editor. */
  paste(data: DataTransfer): boolean;
}

const looks = new Compartment();
const language = new Compartment();
/** The nonce of the page's security policy, by which the editor may add its styles. */
export const NONCE = "ibid-editor";
const replaces = Annotation.define<boolean>();

export class Editor {
  readonly view: EditorView;
  readonly #around: Around;

  constructor(around: Around) {
    this.#around = around;
    this.view = new EditorView({ state: EditorState.create({ extensions: this.#extensions() }) });
  }

  get text(): string {
    return this.view.state.doc.toString();
  }

  /** Puts another text in place of all; it can be undone. */
  replace(text: string): void {
    const { doc } = this.view.state;
    this.view.dispatch({
      changes: smallest(doc.toString(), text),
      annotations: replaces.of(true),
      userEvent: "input.replace",
      selection: { anchor: 0 },
      scrollIntoView: true,
    });
  }

  apply(edits: readonly Edit[]): void {
    const changes = edits.map(({ start, end, text }) => ({ from: start, to: end, insert: text }));
    this.view.dispatch({ changes, userEvent: "input.fix" });
  }

  undo(): void {
    undo(this.view);
  }

  know(what: { findings?: Finding[]; inspection?: Inspection | null }): void {
    const effects = [];
    if (what.findings) effects.push(setFindings.of(what.findings));
    if (what.inspection !== undefined) effects.push(setInspection.of(what.inspection));
    this.view.dispatch({ effects });
  }

  /** Shows HTML as it is read, or Markdown in its dress. */
  show(format: string, tags: boolean): void {
    const isHtml = /html|wxr|epub|docx/.test(format);
    this.view.dispatch({ effects: looks.reconfigure(isHtml && !tags ? [readingView, markdownDress] : markdownDress) });
  }

  speak(label: string, phrases: Record<string, string>): void {
    const extension = [EditorView.contentAttributes.of({ "aria-label": label }), EditorState.phrases.of(phrases)];
    this.view.dispatch({ effects: language.reconfigure(extension) });
  }

  /** Moves to the first thing of which `is` holds, selects it and takes the focus. */
  goTo(is: (thing: Thing) => boolean): boolean {
    const place = placeOf(this.view.state, is);
    if (place) this.select(place.from, place.to);
    return place !== null;
  }

  select(from: number, to: number): void {
    this.#around.reveal();
    const length = this.view.state.doc.length;
    const selection = { anchor: Math.min(from, length), head: Math.min(to, length) };
    this.view.dispatch({ selection, effects: EditorView.scrollIntoView(selection.anchor, { y: "center" }) });
    this.view.focus();
  }

  /** Moves to the next finding in a direction, round the end. */
  step(direction: 1 | -1): boolean {
    const places = findingsIn(this.view.state);
    const at = this.view.state.selection.main.from;
    const ahead = direction > 0 ? places.find(({ from }) => from > at) : places.findLast(({ from }) => from < at);
    const place = ahead ?? places.at(direction > 0 ? 0 : -1);
    if (place) this.select(place.from, place.to);
    return place !== undefined;
  }

  #extensions(): Extension[] {
    const around = this.#around;
    const here = (view: EditorView) => thingsAt(view.state, view.state.selection.main.from);
    return [
      history(),
      drawSelection(),
      search({ top: true }),
      highlightSelectionMatches(),
      EditorView.lineWrapping,
      EditorView.cspNonce.of(NONCE),
      EditorView.contentAttributes.of({ spellcheck: "true", autocapitalize: "sentences", tabindex: "0" }),
      looks.of(markdownDress),
      language.of([]),
      known,
      keymap.of([
        { key: "F8", run: () => this.step(1) },
        { key: "Shift-F8", run: () => this.step(-1) },
        { key: "F12", run: (view) => around.follow(here(view)) },
        { key: "Mod-Enter", run: (view) => around.follow(here(view)) },
        ...searchKeymap,
        ...historyKeymap,
        ...defaultKeymap,
      ]),
      hover(around),
      EditorView.domEventHandlers({
        paste: (event) => (event.clipboardData ? around.paste(event.clipboardData) : false),
        mousedown: (event, view) => followClick(around, event, view),
      }),
      EditorView.updateListener.of((update) => {
        if (update.docChanged) around.changed();
        if (update.selectionSet || update.docChanged) around.moved(here(update.view));
      }),
    ];
  }
}

/** Ctrl or Cmd and a click lead where the marker or short form leads. */
function followClick(around: Around, event: MouseEvent, view: EditorView): boolean {
  if (!(event.ctrlKey || event.metaKey)) return false;
  const at = view.posAtCoords({ x: event.clientX, y: event.clientY });
  return at !== null && around.follow(thingsAt(view.state, at));
}

function hover(around: Around): Extension {
  return hoverTooltip((view, at) => {
    const things = thingsAt(view.state, at).filter(({ kind }) => kind !== "note");
    const [first] = things;
    const content = first && around.explain(things);
    if (!first || !content) return null;
    return {
      pos: first.from,
      end: first.to,
      above: true,
      create: () => ({ dom: h("div", { class: "tip" }, content) }),
    };
  });
}

/** Returns the change between two texts without the ends that they share, so that undoing does not lose the place. */
function smallest(before: string, after: string): { from: number; to: number; insert: string } {
  let from = 0;
  while (from < before.length && before[from] === after[from]) from += 1;
  let [to, end] = [before.length, after.length];
  while (to > from && end > from && before[to - 1] === after[end - 1]) {
    to -= 1;
    end -= 1;
  }
  return { from, to, insert: after.slice(from, end) };
}
