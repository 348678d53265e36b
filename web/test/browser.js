/** Serves the built page and drives Chromium. */

import { existsSync } from "node:fs";
import { chromium } from "playwright-core";
import { preview } from "vite";

/** Debian's browser, unless CHROMIUM names another. */
const CHROMIUM = process.env.CHROMIUM ?? "/usr/bin/chromium";
export const MODE = process.env.IBID_WEB_MODE ?? "production";

export const hasBrowser = existsSync(CHROMIUM);

/** Serves what `npm run build` made, on a free port of this machine. */
export async function serve() {
  const server = await preview({ mode: MODE, preview: { port: 0, host: "127.0.0.1" }, logLevel: "error" });
  const address = server.resolvedUrls?.local[0];
  if (!address) throw new Error("the server has no address");
  return { address, close: () => server.close() };
}

export function launch() {
  return chromium.launch({ executablePath: CHROMIUM, args: ["--no-sandbox"] });
}

/** Drops a file on the page. @param {import("playwright-core").Page} page @param {string} name @param {string | Uint8Array} content */
export async function drop(page, name, content) {
  const bytes = [...(typeof content === "string" ? Buffer.from(content) : content)];
  await page.evaluate(
    ([name, bytes]) => {
      const data = new DataTransfer();
      data.items.add(new File([new Uint8Array(/** @type {number[]} */ (bytes))], /** @type {string} */ (name)));
      for (const kind of ["dragover", "drop"]) {
        document.body.dispatchEvent(new DragEvent(kind, { dataTransfer: data, bubbles: true, cancelable: true }));
      }
    },
    [name, bytes],
  );
}
