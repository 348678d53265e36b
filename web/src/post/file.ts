/** Files that are opened, dropped and saved. */

export type Opened =
  | { kind: "post"; name: string; text: string; crlf: boolean }
  | { kind: "package"; name: string; bytes: Uint8Array }
  | { kind: "style"; name: string; text: string; title: string }
  | { kind: "library"; name: string; text: string }
  | { kind: "refused"; name: string; reason: "wrongFile" | "tooLarge" };

const POSTS =
  "md markdown mdown mkd qmd rmd mdx html htm xhtml xht txt text tex latex ltx org rst adoc asciidoc wiki mediawiki xml".split(
    " ",
  );
const PACKAGES = ["docx", "epub"];
const LIBRARIES = ["bib", "ris", "json", "yaml", "yml"];
const LARGEST = 50 * 1024 * 1024;

export const ACCEPTED = [...POSTS, ...PACKAGES, "csl", ...LIBRARIES].map((ending) => `.${ending}`).join(",");

/** Reads a file by its ending. */
export async function openFile(file: File): Promise<Opened> {
  const { name } = file;
  if (file.size > LARGEST) return { kind: "refused", name, reason: "tooLarge" };
  const ending = name.split(".").at(-1)?.toLowerCase() ?? "";
  const bytes = new Uint8Array(await file.arrayBuffer());
  if (PACKAGES.includes(ending)) return isZip(bytes) ? { kind: "package", name, bytes } : refused(name);
  if (isBinary(bytes)) return refused(name);
  return openText(name, ending, decode(bytes));
}

function openText(name: string, ending: string, text: string): Opened {
  if (ending === "csl") return openStyle(name, text);
  if (LIBRARIES.includes(ending)) return { kind: "library", name, text };
  if (!POSTS.includes(ending) && name.includes(".")) return refused(name);
  return { kind: "post", name, text: text.replaceAll("\r\n", "\n"), crlf: text.includes("\r\n") };
}

function openStyle(name: string, text: string): Opened {
  const title = new DOMParser()
    .parseFromString(text, "application/xml")
    .querySelector("style > info > title")?.textContent;
  return title ? { kind: "style", name, text, title } : refused(name);
}

function refused(name: string): Opened {
  return { kind: "refused", name, reason: "wrongFile" };
}

function isZip(bytes: Uint8Array): boolean {
  return bytes[0] === 0x50 && bytes[1] === 0x4b;
}

/** True if the file holds a zero byte, as pictures and archives do, and no text but UTF-16 does. */
function isBinary(bytes: Uint8Array): boolean {
  const isUtf16 = (bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff);
  return !isUtf16 && bytes.subarray(0, 8192).includes(0);
}

/** Decodes UTF-8 and UTF-16; what is neither is windows-1252, as old editors of Windows write. */
function decode(bytes: Uint8Array): string {
  for (const [first, second, encoding] of [
    [0xff, 0xfe, "utf-16le"],
    [0xfe, 0xff, "utf-16be"],
  ] as const) {
    if (bytes[0] === first && bytes[1] === second) return new TextDecoder(encoding).decode(bytes);
  }
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder("windows-1252").decode(bytes);
  }
}

/** Hands a file to the browser to be saved. */
export function save(name: string, content: string | Uint8Array, type: string): void {
  const url = URL.createObjectURL(new Blob([content as BlobPart], { type }));
  const link = document.createElement("a");
  link.href = url;
  link.download = name;
  link.click();
  // The browser reads the address after the click, so it may not be let go at once.
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}
