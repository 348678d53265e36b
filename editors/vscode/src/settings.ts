/** What the server is told of the settings of the editor. Nothing here knows of the editor. */

/** The settings that the server knows; the others are the extension's own. */
export const SERVER_SETTINGS = [
  "preset",
  "style",
  "library",
  "compareWith",
  "inlayHints",
  "codeLens",
  "checkWorkspace",
] as const;

/** The languages that the server is asked about. */
export const LANGUAGES = [
  "markdown",
  "html",
  "latex",
  "tex",
  "org",
  "restructuredtext",
  "asciidoc",
  "mdx",
  "quarto",
  "plaintext",
] as const;

/** Returns the options of initialization: what is set, without what is empty. */
export function options(get: (name: string) => unknown): Record<string, unknown> {
  const set = SERVER_SETTINGS.map((name) => [name, get(name)] as const);
  return Object.fromEntries(set.filter(([, value]) => value !== undefined && value !== null && value !== ""));
}
