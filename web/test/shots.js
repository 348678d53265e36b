/** Takes pictures of the page at two widths, light and dark, into `shots/`: to be looked at. */

import { mkdirSync } from "node:fs";
import { launch, serve } from "./browser.js";

const WIDTHS = [390, 1280];
const SCHEMES = /** @type {const} */ (["light", "dark"]);
const VIEWS = (process.env.VIEWS ?? "welcome,text,findings,notes,works,picture,rewrite,settings").split(",");

/** @param {import("playwright-core").Page} page @param {string} view */
async function open(page, view) {
  if (view === "welcome") return;
  if (view === "text") {
    await page.click("#example");
    await page.waitForFunction(
      () =>
        document.querySelector("#tab-works .count")?.textContent !== "" &&
        document.querySelector("#tab-findings .count")?.textContent !== "",
    );
    await page.waitForTimeout(300);
  }
  if (view === "settings") return page.click("#settings");
  if (view === "text") return page.waitForTimeout(300);
  await page.click(`#tab-${view}`);
  await page.waitForTimeout(150);
}

mkdirSync("shots", { recursive: true });
const server = await serve();
const browser = await launch();
for (const width of WIDTHS) {
  for (const colorScheme of SCHEMES) {
    const page = await browser.newPage({
      viewport: { width, height: width < 800 ? 844 : 800 },
      colorScheme,
      serviceWorkers: "block",
    });
    page.on("console", (message) => message.type() === "error" && console.log(message.text()));
    page.on("pageerror", (error) => console.log(error.stack));
    await page.goto(server.address);
    for (const view of VIEWS) {
      await open(page, view);
      await page.screenshot({ path: `shots/${width}-${colorScheme}-${view}.png` });
    }
    await page.close();
  }
}
await browser.close();
await server.close();
