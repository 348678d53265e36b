/** What is to be said of a place in the text: in the box beside it, and in the line below the editor. */

import type { Citation, Finding, Marker } from "ibid";
import { h } from "../dom.ts";
import type { Placed } from "../editor/known.ts";
import { say, sayIfKnown } from "../words/words.ts";
import { describe } from "./describe.ts";
import type { Known } from "./known.ts";
import { plain } from "./markup.ts";

/** Below this, the page says that a source is not certain. */
const CERTAIN = 0.8;

/** Explains things, the first one first; null where there is nothing to say. */
export function explain(things: readonly Placed[], known: Known | null, text: string): HTMLElement | null {
  const parts = things.flatMap((thing) => explainOne(thing, known, text) ?? []);
  return parts.length > 0 ? h("div", { class: "explained" }, ...parts) : null;
}

function explainOne(thing: Placed, known: Known | null, text: string): HTMLElement | null {
  if (thing.kind === "finding") return aboutFinding(thing.finding);
  if (!known || thing.kind === "note") return null;
  return thing.kind === "marker" ? aboutMarker(thing.marker, known, text) : aboutCitation(thing.citation, known);
}

function aboutFinding({ severity, message, why, help }: Finding): HTMLElement {
  const more = [why, help].filter(Boolean).join("; ");
  return h(
    "p",
    { class: `about ${severity}` },
    h("strong", {}, say(severity)),
    " ",
    h("span", { lang: "en" }, message, more && `: ${more}`),
  );
}

function aboutMarker({ note }: Marker, known: Known, text: string): HTMLElement | null {
  const found = note === null ? undefined : known.inspection.notes[note];
  if (!found) return null;
  const words = plain(noteSource(text.slice(found.start, found.end)));
  return h("p", { class: "about" }, h("strong", {}, say("Note", { label: found.label })), " ", shorten(words, 220));
}

/** A note, markup and all, without the number that it begins with and the way back that it ends with. */
export function noteSource(source: string): string {
  const begun = source.replace(
    /^(\s|<[^<>]*>|&nbsp;)*(\[\^?[^\]<]{1,20}\]:?|\(?\d{1,4}[.)\]]?)(\s|<\/[^<>]*>|&nbsp;)*/,
    "",
  );
  return begun.replace(/(\s|<[^<>]*>|&#160;|&nbsp;)*[↩↑⤴][\uFE0E\uFE0F]?(\s|<[^<>]*>)*$/, "");
}

export function shorten(text: string, most: number): string {
  return text.length > most ? `${text.slice(0, text.lastIndexOf(" ", most))} …` : text;
}

/** Explains a citation: the source it stands for, where that is given, and how sure ibid is. */
export function aboutCitation(citation: Citation, known: Known): HTMLElement | null {
  if (citation.kind === "none") return null;
  const work = known.work(citation);
  if (!work) return h("p", { class: "about lost" }, sourceUnknown(citation));
  const first = known.noteOf(work.id);
  const isFirst = citation.source === citation.id;
  return h(
    "p",
    { class: "about" },
    !isFirst && h("span", { class: "quiet" }, `${plain(shorten(citation.text, 60))} ${say("stands")} `),
    h("strong", {}, describe(work.item)),
    !isFirst && first && `, ${say("note", { label: first.label })}`,
    citation.locator && `, ${say("locator", { place: citation.locator.printed })}`,
    citation.confidence < CERTAIN && h("em", {}, ` – ${say("unsure")}`),
  );
}

export function sourceUnknown({ reason }: Citation): string {
  const why = reason && sayIfKnown(`reason-${reason}`);
  return why ? `${say("noSource")} ${why}` : say("noSource");
}

export function isUnsure({ confidence, source }: Citation): boolean {
  return source !== null && confidence < CERTAIN;
}
