/** Finds the program `ibid`. Nothing here knows of the editor. */

import * as path from "node:path";

/** What of the machine the search looks at. */
export interface Machine {
  platform: NodeJS.Platform;
  /** The variable PATH. */
  searchPath: string;
  isFile(file: string): boolean;
}

/** How the program can be installed: a line for a terminal each. */
export const INSTALLATIONS: readonly { label: string; command: string }[] = [
  { label: "Cargo, from the source", command: "cargo install ibid" },
  { label: "Cargo, from the repository", command: "cargo install --git https://github.com/ibid-footnotes/ibid" },
];

/**
 * Returns the program: the one that the settings name, else the one that came with the extension, else the first on the
 * PATH. A program that the settings name is taken as it is, so that a wrong name is seen.
 */
export function find(setting: string, extension: string, machine: Machine): string | undefined {
  if (setting.trim() !== "") {
    return setting.trim();
  }
  const { join, delimiter } = machine.platform === "win32" ? path.win32 : path.posix;
  const name = machine.platform === "win32" ? "ibid.exe" : "ibid";
  const folders = machine.searchPath.split(delimiter).filter((folder) => folder !== "");
  const places = [join(extension, "bin", name), ...folders.map((folder) => join(folder, name))];
  return places.find((place) => machine.isFile(place));
}
