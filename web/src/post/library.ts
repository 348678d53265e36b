/** A bibliography of the writer's own: which of its records are the works of a post. */

import type { Item } from "ibid";

export interface Library {
  name: string;
  items: Item[];
}

/** Returns the record of the same work: one with the same number, or with the same title, year and first name. */
export function recordOf(work: Item, { items }: Library): Item | null {
  return items.find((item) => hasSameNumber(work, item)) ?? items.find((item) => isNamedAlike(work, item)) ?? null;
}

function hasSameNumber(a: Item, b: Item): boolean {
  return (
    (a.DOI !== undefined && a.DOI.toLowerCase() === b.DOI?.toLowerCase()) || (a.ISBN !== undefined && a.ISBN === b.ISBN)
  );
}

function isNamedAlike(a: Item, b: Item): boolean {
  const [name, year, title] = [firstName(a), yearOf(a), titleOf(a)];
  return title !== "" && title === titleOf(b) && year === yearOf(b) && name === firstName(b);
}

/** The title without its subtitle, which notes often leave out. */
function titleOf({ title = "" }: Item): string {
  return folded(title.split(/[:.]/)[0] ?? "");
}

function firstName({ author, editor }: Item): string {
  const [name] = author ?? editor ?? [];
  return folded(name?.family ?? name?.literal ?? "");
}

function yearOf({ issued }: Item): number | undefined {
  return issued?.["date-parts"]?.[0]?.[0];
}

/** The letters and digits of some words, without accents and case. */
function folded(words: string): string {
  return words
    .normalize("NFKD")
    .replace(/[^\p{L}\p{N}]/gu, "")
    .toLowerCase();
}
