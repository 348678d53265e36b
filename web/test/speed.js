/** Measures the page in Chromium: what is loaded, the first finding, a keystroke in a post of 300 notes, a page of 2 MB. */

import { drop, launch, serve } from "./browser.js";

const server = await serve();
const browser = await launch();
const page = await browser.newPage({ serviceWorkers: "block" });
page.setDefaultTimeout(300_000);

/** @param {string} name @param {number} milliseconds */
const show = (name, milliseconds) => console.log(`${name}: ${Math.round(milliseconds)} ms`);

/** The milliseconds from the last change of the text until it was read. */
const reading = () =>
  page.evaluate(() => {
    const last = (/** @type {string} */ name) => performance.getEntriesByName(name).at(-1)?.startTime ?? 0;
    return last("ibid-read") - last("ibid-changed");
  });

/** Does something and waits until the text is read. @param {() => Promise<unknown>} act */
async function untilRead(act) {
  const before = await page.evaluate(() => performance.getEntriesByName("ibid-read").length);
  await act();
  await page.waitForFunction((count) => performance.getEntriesByName("ibid-read").length > count, before);
}

/** @param {number} count */
function post(count) {
  const numbers = Array.from({ length: count }, (_, index) => index + 1);
  const note = (/** @type {number} */ n) =>
    n % 3 === 1
      ? `Maud Barnes${n}, *Coal and Its People ${n}* (Leeds: Aire Press, 19${10 + (n % 90)}), ${n}.`
      : "Ibid., 4.";
  const words =
    "The mills moved north, and with them the people who had kept the books, the looms and the memory of both.";
  return `${numbers.map((n) => `${words}[^${n}]`).join("\n\n")}\n\n${numbers.map((n) => `[^${n}]: ${note(n)}`).join("\n")}\n`;
}

const begin = Date.now();
await page.goto(server.address);
show("page shown", Date.now() - begin);
await page.click("#example");
await page.waitForSelector(".card");
show("first findings, with everything loaded on the way", await page.evaluate(() => performance.now()));
await page.waitForSelector(".cm-content .repeats");
show("first resolved Ibid.", await page.evaluate(() => performance.now()));

const editor = page.locator(".cm-content");
await untilRead(() => drop(page, "post.md", post(300)));
show("300 notes, read for the first time", await reading());
for (let key = 0; key < 5; key += 1) {
  await untilRead(() => editor.press("x"));
  show("300 notes, a keystroke until all is read (with a pause of 40)", await reading());
}
const large = post(13_000);
await untilRead(() => drop(page, "large.md", large));
show(`${(large.length / 1_000_000).toFixed(1)} MB, read for the first time`, await reading());
await browser.close();
await server.close();
