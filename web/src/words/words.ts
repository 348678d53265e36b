/** What the page says, in the language of its reader. */

import { de } from "./de.ts";
import { en } from "./en.ts";
import { RULES } from "./rules.de.ts";

export type Key = keyof typeof en;
export type Table = Record<Key, string>;
export type Language = "en" | "de";

const TABLES: Record<Language, Table> = { en, de };
let table: Table = en;
let plural = new Intl.PluralRules("en");
export let language: Language = "en";

/** Chooses the language: the one that was set, else the first of the browser's that there is a table for. */
export function speak(wanted: Language | null, browser: readonly string[]): void {
  const known = browser.map((tag) => tag.slice(0, 2)).find((tag) => tag in TABLES) as Language | undefined;
  language = wanted ?? known ?? "en";
  table = TABLES[language];
  plural = new Intl.PluralRules(language);
  document.documentElement.lang = language;
}

/** Returns a message with its `{names}` filled in. A message that depends on a number has two forms, split by " | ". */
export function say(key: Key, values: Record<string, string | number> = {}): string {
  const message = table[key];
  const [one = message, other = one] = message.split(" | ");
  const form = "n" in values && plural.select(Number(values.n)) === "one" ? one : other;
  return form.replace(/\{(\w+)\}/g, (_, name: string) => String(values[name] ?? ""));
}

/** Returns what a rule finds, in a language other than that of ibid's own messages. */
export function sayRule(rule: string): string | null {
  return language === "de" ? (RULES[rule] ?? null) : null;
}

/** Returns the message with this key if there is one: for names that ibid gives, such as reasons. */
export function sayIfKnown(key: string): string | null {
  return key in table ? say(key as Key) : null;
}
