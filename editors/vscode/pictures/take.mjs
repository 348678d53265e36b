/**
 * Tries the extension in a real editor, and takes the pictures of the README: `node take.mjs http://localhost:8765/?folder=FOLDER`.
 *
 * The address is that of code-server (npm, 4.96) with the extension installed. In FOLDER lie examples/history-of-the-footnote.md and an
 * ibid.toml with `preset = "strict"`. Needs playwright-core, and Chromium, which `CHROMIUM` names.
 */

import { fileURLToPath } from "node:url";
import { chromium } from "playwright-core";

/** How long a busy machine may take, and how long an answer of the server. */
const [PATIENCE, ANSWER] = [180_000, 3_000];

const executablePath = process.env.CHROMIUM ?? "/usr/bin/chromium";
const browser = await chromium.launch({ executablePath, args: ["--no-sandbox"] });
const page = await browser.newPage({ viewport: { width: 960, height: 520 } });
await page.goto(process.argv[2], { timeout: PATIENCE });

/** Waits until something is shown; fails if it never is. */
async function shown(selector) {
  await page.waitForSelector(selector, { timeout: PATIENCE });
  await page.waitForTimeout(ANSWER);
}

/** Types into the field that a key opens. */
async function enter(key, text) {
  await page.keyboard.press(key);
  await shown(".quick-input-widget .quick-input-box input");
  await page.keyboard.type(text);
  await page.waitForTimeout(ANSWER);
  await page.keyboard.press("Enter");
  await page.waitForTimeout(ANSWER);
}

const command = (name) => enter("F1", name);
const place = (line, column) => enter("Control+g", `${line}:${column}`);

async function picture(name) {
  await page.screenshot({ path: fileURLToPath(new URL(`${name}.png`, import.meta.url)) });
}

await page.click("text=history-of-the-footnote.md", { timeout: PATIENCE });
await shown(".monaco-editor .view-lines");
await command("View: Toggle Primary Side Bar Visibility");
await place(62, 10);
await shown(".squiggly-warning");
await command("Problems: Focus on Problems View");
await picture("diagnostics");
await command("View: Toggle Panel Visibility");

await place(50, 10);
await command("Show or Focus Hover");
await shown(".monaco-hover .hover-contents >> text=4 notes back");
await picture("hover");
await page.keyboard.press("Escape");
await page.keyboard.press("F12");
await shown("text=Ln 45, Col 7");

await place(62, 10);
await page.keyboard.press("Control+.");
await shown(".action-widget >> text=instead of");
await picture("actions");
await page.keyboard.press("Enter");
await shown(".view-line:has-text('Details*, 111')");
await browser.close();
