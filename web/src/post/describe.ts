/** Works and citations in words. */

import type { Item, Name } from "ibid";
import { say } from "../words/words.ts";

function family({ family, literal, given, "non-dropping-particle": particle }: Name): string {
  return [particle, family ?? literal ?? given].filter(Boolean).join(" ");
}

/** "Grafton", "Grafton and Reed" as "Grafton, Reed", "Grafton et al." */
export function people(item: Item): string {
  const names = (item.author ?? item.editor ?? []).map(family).filter(Boolean);
  return names.length > 3 ? `${names[0]} et al.` : names.join(", ");
}

export function title(item: Item): string {
  return item.title ?? item["container-title"] ?? say("untitled");
}

export function year(item: Item): string {
  const issued = item.issued;
  return String(issued?.["date-parts"]?.[0]?.[0] ?? issued?.literal ?? "");
}

/** "Grafton, The Footnote (1997)": enough to know the work by. */
export function describe(item: Item): string {
  const named = [people(item), title(item)].filter(Boolean).join(", ");
  return year(item) ? `${named} (${year(item)})` : named;
}

/** What the work stands in or who published it. */
export function home(item: Item): string {
  const place = [item["publisher-place"], item.publisher].filter((part) => typeof part === "string");
  return item["container-title"] && item.title ? item["container-title"] : place.join(": ");
}
