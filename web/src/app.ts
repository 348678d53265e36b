/** What the page holds and does; the views show it. */

import type { Finding, Item, Style } from "ibid";
import { Editor } from "./editor/editor.ts";
import type { Placed } from "./editor/known.ts";
import { explain } from "./post/explain.ts";
import { type Opened, openFile } from "./post/file.ts";
import { Known } from "./post/known.ts";
import type { Library } from "./post/library.ts";
import { pasted } from "./post/paste.ts";
import { change, settings } from "./settings.ts";
import { Signal } from "./signal.ts";
import { say } from "./words/words.ts";
import { type Client, Stale } from "./work/client.ts";

export interface Post {
  name: string;
  /** The file of a Word document or book, whose text is in the editor. */
  file: Uint8Array | null;
  crlf: boolean;
}

export interface OwnStyle extends Style {
  csl: string;
}

export interface Notice {
  words: string;
  /** True if it tells of a change that can be undone. */
  undo: boolean;
}

/** How long the writer must pause before the text is read, in milliseconds. */
const PAUSE = 40;
const NEW: Post = { name: "post", file: null, crlf: false };
const DRAFT = "ibid-draft";

export class App {
  readonly client: Client;
  readonly editor: Editor;
  readonly post = new Signal<Post>(NEW);
  readonly isEmpty = new Signal(true);
  readonly findings = new Signal<Finding[] | null>(null);
  readonly known = new Signal<Known | null>(null);
  readonly busy = new Signal(false);
  readonly failure = new Signal<string | null>(null);
  readonly here = new Signal<HTMLElement | null>(null);
  /** What happened last, for the line that screen readers read out. */
  readonly notice = new Signal<Notice>({ words: "", undo: false });
  /** Brings the editor into view; the frame of the page says how. */
  reveal = (): unknown => null;
  /** Moves the focus between the text and the views. */
  switchSides = (): void => {};
  readonly styles = new Signal<Style[]>([]);
  readonly ownStyles: OwnStyle[] = [];
  readonly library = new Signal<Library | null>(null);
  #pause: ReturnType<typeof setTimeout> | undefined;
  #hasRead = false;
  #how = "";

  constructor(client: Client) {
    this.client = client;
    this.editor = new Editor({
      changed: () => this.#changed(),
      moved: (things) => this.#moved(things),
      explain: (things) => explain(things, this.known.value, this.editor.text),
      follow: (things) => this.follow(things),
      paste: (data) => this.#paste(data),
      reveal: () => this.reveal(),
    });
    settings.follow(() => this.#reread());
    this.#restoreDraft();
  }

  /** Says what happened. */
  tell(words: string, undo = false): void {
    this.notice.value = { words, undo };
  }

  /** Ends whatever is being read or written. */
  cancel(): void {
    this.client.cancel();
    this.busy.value = false;
  }

  /** Does what may fail, and says why if it does. */
  async attempt(act: () => Promise<void>): Promise<void> {
    try {
      await act();
    } catch (error) {
      if (!(error instanceof Stale)) this.tell((error as Error).message);
    }
  }

  /** How the text is to be read: what the writer set, else what ibid finds out. */
  reading(): { path: string; format?: string; language?: string; profile?: string } {
    const { language, profile } = settings.value;
    const { name, file } = this.post.value;
    return {
      path: name,
      ...(file && { format: formatOf(name) }),
      ...(language && { language }),
      ...(profile && { profile }),
    };
  }

  /** Reads again where a setting changes how. */
  #reread(): void {
    const { preset, language, profile, tags } = settings.value;
    const how = JSON.stringify([preset, language, profile, tags]);
    if (how === this.#how) return;
    this.#how = how;
    if (!this.isEmpty.value) this.study();
  }

  /** Reads the text after a pause: first what markers show, then everything. */
  study(pause = 0): void {
    clearTimeout(this.#pause);
    this.#pause = setTimeout(() => void this.#study(), pause);
  }

  async #study(): Promise<void> {
    const { text } = this.editor;
    if (text.trim() === "") return this.#forget();
    this.busy.value = true;
    try {
      await this.#read(text);
      this.failure.value = null;
      performance.mark("ibid-read");
    } catch (error) {
      if (error instanceof Stale) return;
      this.failure.value = (error as Error).message;
    }
    this.busy.value = false;
  }

  async #read(text: string): Promise<void> {
    const reading = { ...this.reading(), preset: settings.value.preset };
    // The models take a moment the first time; what markers show needs none.
    if (!this.#hasRead) this.#learn(text, { findings: await this.#check(text, { ...reading, markers_only: true }) });
    const inspection = await this.client.ask("inspect", text, this.reading());
    this.#learn(text, { known: new Known(inspection) });
    this.#learn(text, { findings: await this.#check(text, reading) });
    this.#hasRead = true;
  }

  /** What follows is asked only for the text that is still there; a newer one has its own questions. */
  #stillThere(text: string): void {
    if (text !== this.editor.text) throw new Stale();
  }

  async #check(text: string, options: object): Promise<Finding[]> {
    const report = await this.client.ask("check", text, options);
    return report.files.flatMap(({ findings }) => findings);
  }

  /** Takes in what was found, unless the text has changed since. */
  #learn(text: string, { findings, known }: { findings?: Finding[]; known?: Known }): void {
    this.#stillThere(text);
    this.editor.know({ ...(findings && { findings }), ...(known && { inspection: known.inspection }) });
    if (findings) this.findings.value = findings;
    if (!known) return;
    this.editor.show(known.inspection.format, settings.value.tags);
    this.known.value = known;
  }

  #forget(): void {
    this.cancel();
    this.editor.know({ findings: [], inspection: null });
    this.findings.value = null;
    this.known.value = null;
    this.failure.value = null;
  }

  #changed(): void {
    const { text } = this.editor;
    this.isEmpty.value = text === "";
    performance.mark("ibid-changed");
    keepDraft(text, this.post.value);
    this.study(PAUSE);
  }

  #moved(things: readonly Placed[]): void {
    this.here.value = explain(things, this.known.value, this.editor.text);
  }

  /** Leads from a short form to its source, from a source or note to its marker, from a marker to its note. */
  follow(things: readonly Placed[]): boolean {
    const known = this.known.value;
    const thing = things.find(({ kind }) => kind !== "finding");
    if (!known || !thing) return false;
    if (thing.kind === "marker") return this.goToNote(thing.marker.note);
    if (thing.kind === "citation" && thing.citation.source !== thing.citation.id)
      return this.goToSource(thing.citation.source);
    const note = "note" in thing ? thing.note : null;
    return note !== null && this.goToMarker(known.inspection.notes.indexOf(note));
  }

  goToNote(index: number | null): boolean {
    const note = index === null ? null : this.known.value?.inspection.notes[index];
    return this.editor.goTo((thing) => thing.kind === "note" && thing.note === note);
  }

  goToMarker(index: number): boolean {
    return this.editor.goTo((thing) => thing.kind === "marker" && thing.marker.note === index);
  }

  goToCitation(id: string): boolean {
    return this.editor.goTo((thing) => thing.kind === "citation" && thing.citation.id === id);
  }

  /** Goes to where a source is given: in a note, in the list of works, or in the text. */
  goToSource(id: string | null): boolean {
    if (id === null) return false;
    const entry = this.known.value?.inspection.bibliography.find((entry) => entry.id === id);
    if (entry) this.editor.select(entry.start, entry.end);
    return entry !== undefined || this.goToCitation(id);
  }

  goToFinding(finding: Finding): boolean {
    return this.editor.goTo((thing) => thing.kind === "finding" && thing.finding === finding);
  }

  #paste(data: DataTransfer): boolean {
    const [file] = data.files;
    if (file) void this.open(file);
    if (file || !this.isEmptyOrAllSelected()) return file !== undefined;
    const { text, name } = pasted(data.getData("text/html"), data.getData("text/plain"));
    if (text.trim() === "") return false;
    this.show(text, { ...NEW, name });
    if (name.endsWith(".html")) this.tell(say("pasted"));
    return true;
  }

  /** A paste over the whole text is a new post; one within a text is not. */
  isEmptyOrAllSelected(): boolean {
    const { doc, selection } = this.editor.view.state;
    return selection.main.to - selection.main.from === doc.length;
  }

  /** Puts a text into the editor. */
  show(text: string, post: Post): void {
    this.post.value = post;
    this.#hasRead = false;
    this.findings.value = null;
    this.known.value = null;
    this.editor.know({ findings: [], inspection: null });
    this.editor.show(formatOf(post.name), settings.value.tags);
    this.editor.replace(text.replaceAll("\r\n", "\n"));
  }

  /** Puts a changed text in place of the one that was read, and says what happened. */
  take(text: string, said: string, name = this.post.value.name): void {
    const { file } = this.post.value;
    // Under another name it is another post, and no longer the text of the file that was opened.
    this.post.value = { ...this.post.value, name, file: name === this.post.value.name ? file : null };
    this.editor.replace(text);
    this.tell(said, true);
  }

  clear(): void {
    this.show("", NEW);
    this.editor.view.focus();
  }

  async open(file: File): Promise<void> {
    const opened = await openFile(file);
    try {
      await this.#take(opened);
    } catch (error) {
      if (!(error instanceof Stale)) this.tell(say("brokenFile", { name: opened.name, why: (error as Error).message }));
    }
  }

  async #take(opened: Opened): Promise<void> {
    const { name } = opened;
    if (opened.kind === "refused") this.tell(say(opened.reason, { name }));
    if (opened.kind === "post") this.#opened(opened.text, { name, file: null, crlf: opened.crlf });
    if (opened.kind === "package")
      this.#opened(await this.#unpack(opened.bytes, name), { name, file: opened.bytes, crlf: false });
    if (opened.kind === "library") await this.#useLibrary(name, opened.text);
    if (opened.kind === "style") this.#addStyle(name, opened.title, opened.text);
  }

  #opened(text: string, post: Post): void {
    this.show(text, post);
    this.tell(say("opened", { name: post.name }));
  }

  /** Returns the text that ibid makes of a Word document or book. */
  async #unpack(bytes: Uint8Array, path: string): Promise<string> {
    return (await this.client.ask("mend", bytes, { path, fingerprints: [] })).text;
  }

  async #useLibrary(name: string, text: string): Promise<void> {
    const { text: json } = await this.client.ask("convert", text, { path: name, to: "csl-json" });
    const items = JSON.parse(json) as Item[];
    this.library.value = { name, items };
    this.tell(say("libraryRead", { n: items.length, name }));
  }

  #addStyle(name: string, title: string, csl: string): void {
    this.ownStyles.push({ name, title, csl, class: csl.includes('class="note"') ? "note" : "in-text", own: true });
    this.styles.value = [...this.ownStyles, ...this.styles.value.filter(({ own, name }) => !own || !this.csl(name))];
    change({ style: name, styleTitle: title });
    this.tell(say("styleAdded", { title }));
  }

  /** The text of a style that was dropped in, or null. */
  csl(name: string): string | null {
    return this.ownStyles.findLast((style) => style.name === name)?.csl ?? null;
  }

  async loadStyles(): Promise<void> {
    if (this.styles.value.length > this.ownStyles.length) return;
    const styles = await this.client.ask("styles");
    this.styles.value = [...this.ownStyles, ...styles];
  }

  #restoreDraft(): void {
    const draft = sessionStorage.getItem(DRAFT);
    if (!draft) return;
    const { text, name } = JSON.parse(draft) as { text: string; name: string };
    this.show(text, { ...NEW, name });
  }
}

/** The ending of a name is the name of its format, as far as the page needs it. */
export function formatOf(name: string): string {
  const ending = name.split(".").at(-1) ?? "";
  return ending === "htm" ? "html" : ending;
}

/** Keeps the text until the tab is closed, so that a reload loses nothing. */
function keepDraft(text: string, { name, file }: Post): void {
  try {
    if (text === "" || file) sessionStorage.removeItem(DRAFT);
    else sessionStorage.setItem(DRAFT, JSON.stringify({ text, name }));
  } catch {
    // Storage is full or forbidden: then a reload begins anew.
  }
}
