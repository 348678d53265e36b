/** Files dropped anywhere on the page. */

import type { App } from "./app.ts";
import { say } from "./words/words.ts";

export function acceptDrops(app: App): void {
  const { body } = document;
  const isFile = (event: DragEvent) => event.dataTransfer?.types.includes("Files") ?? false;
  const show = (isOver: boolean) => {
    body.dataset.drop = say("dropHere");
    body.classList.toggle("dropping", isOver);
  };
  // In the capturing phase, before the editor takes the file for text.
  window.addEventListener(
    "dragover",
    (event) => {
      if (!isFile(event)) return;
      event.preventDefault();
      show(true);
    },
    true,
  );
  window.addEventListener("dragleave", (event) => event.relatedTarget === null && show(false));
  window.addEventListener(
    "drop",
    (event) => {
      if (!isFile(event)) return;
      event.preventDefault();
      event.stopPropagation();
      show(false);
      void openAll(app, [...(event.dataTransfer?.files ?? [])]);
    },
    true,
  );
}

async function openAll(app: App, files: File[]): Promise<void> {
  for (const file of files) await app.open(file);
}
