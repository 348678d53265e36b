/** The page in a browser, with what tests do again and again. */

import assert from "node:assert/strict";
import { after, before } from "node:test";
import { hasBrowser, launch, serve } from "./browser.js";

export { drop } from "./browser.js";

/** @typedef {import("playwright-core").Page} Page */
/** @typedef {import("playwright-core").BrowserContextOptions} Options */

/** @type {import("playwright-core").Browser} */
let browser;
/** @type {Awaited<ReturnType<typeof serve>>} */
let server;

before(async () => {
  if (hasBrowser) [browser, server] = [await launch(), await serve()];
});
after(async () => {
  await browser?.close();
  await server?.close();
});

/**
 * Runs a test on a fresh page; the test fails if the page throws, logs an error, or asks another server for anything.
 * @param {(page: Page) => Promise<void>} test
 * @param {Options} [options]
 * @param {RegExp} [expected] errors that the test provokes
 */
export function withPage(test, options = {}, expected = /^$/) {
  return async (/** @type {import("node:test").TestContext} */ t) => {
    if (!hasBrowser) return t.skip("there is no Chromium: apt-get install chromium, or set CHROMIUM");
    const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, locale: "en-GB", ...options });
    await context.grantPermissions(["clipboard-read", "clipboard-write"]);
    const page = await context.newPage();
    page.setDefaultTimeout(Number(process.env.PATIENCE ?? 30_000));
    /** @type {string[]} */
    const wrong = [];
    const note = (/** @type {string} */ error) => expected.test(error) || wrong.push(error);
    page.on("pageerror", (error) => note(String(error)));
    page.on("console", (message) => message.type() === "error" && note(message.text()));
    page.on("response", (response) => isForeign(response.url()) && note(`was answered by ${response.url()}`));
    try {
      await page.goto(server.address);
      await test(page);
    } finally {
      await context.close();
    }
    assert.deepEqual(wrong, []);
  };
}

/** @param {string} url */
function isForeign(url) {
  return !url.startsWith(server.address) && !url.startsWith("blob:") && !url.startsWith("data:");
}

/** Opens the example and waits until it is read. @param {Page} page */
export async function example(page) {
  await page.click("#example");
  await read(page);
}

/** Waits until the text has been read. @param {Page} page */
export async function read(page) {
  await page.waitForFunction(() =>
    /\d/.test(document.querySelector(".read-as")?.textContent?.replace(/^.* · Read as/, "") ?? ""),
  );
  await page.waitForFunction(() => document.querySelector("#view-findings .cards, #view-findings .said") !== null);
}

/** @param {Page} page @param {string} text */
export async function type(page, text) {
  await page.locator(".cm-content").fill(text);
  await read(page);
}

/** Shows a view. @param {Page} page @param {string} name */
export async function view(page, name) {
  await page.click(`#tab-${name}`);
  return page.locator(`#view-${name}`);
}

/** Pastes into the editor as a browser does. @param {Page} page @param {{ html?: string, text?: string }} clipboard */
export async function paste(page, { html = "", text = "" }) {
  await page.locator(".cm-content").focus();
  await page.evaluate(
    ([html, text]) => {
      const data = new DataTransfer();
      if (html) data.setData("text/html", html);
      data.setData("text/plain", text ?? "");
      const event = new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true });
      document.activeElement?.dispatchEvent(event);
    },
    [html, text],
  );
}

/** The text in the editor. @param {Page} page @returns {Promise<string>} */
export function text(page) {
  return page.evaluate(
    () => /** @type {any} */ (document.querySelector(".cm-content"))?.cmTile?.view?.state?.doc.toString() ?? "",
  );
}

/** The last notice. @param {Page} page @param {RegExp} pattern */
export async function notice(page, pattern) {
  await page.waitForFunction(
    (source) => new RegExp(source).test(document.querySelector(".notice.shown")?.textContent ?? ""),
    pattern.source,
  );
}

/** Does what saves a file, and returns its name and content. @param {Page} page @param {() => Promise<void>} act */
export async function saved(page, act) {
  const [download] = await Promise.all([page.waitForEvent("download"), act()]);
  const chunks = [];
  for await (const chunk of await download.createReadStream()) chunks.push(chunk);
  return { name: download.suggestedFilename(), content: Buffer.concat(chunks) };
}
