/** What the page remembers, in this browser and nowhere else. */

import { Signal } from "./signal.ts";

export interface Settings {
  /** The language of the page; null follows the browser. */
  words: "en" | "de" | null;
  look: "auto" | "light" | "dark";
  preset: "blog" | "scholarly" | "strict";
  /** The language of the notes and their dialect of short forms; null lets ibid find out. */
  language: string | null;
  profile: string | null;
  style: string;
  /** The title of the style, to be shown before the styles are loaded. */
  styleTitle: string;
  /** Shows the tags of HTML instead of hiding them. */
  tags: boolean;
}

const KEY = "ibid-settings";
const DEFAULT: Settings = {
  words: null,
  look: "auto",
  preset: "blog",
  language: null,
  profile: null,
  style: "chicago-notes-bibliography",
  styleTitle: "Chicago Manual of Style, notes and bibliography",
  tags: false,
};

function stored(): Settings {
  try {
    return { ...DEFAULT, ...(JSON.parse(localStorage.getItem(KEY) ?? "{}") as Partial<Settings>) };
  } catch {
    // Storage is forbidden or holds something else: the page works without it.
    return DEFAULT;
  }
}

export const settings = new Signal(stored());

/** Changes settings and remembers them. */
export function change(some: Partial<Settings>): void {
  settings.value = { ...settings.value, ...some };
  try {
    localStorage.setItem(KEY, JSON.stringify(settings.value));
  } catch {
    // They hold until the page is closed.
  }
}
