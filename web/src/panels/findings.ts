/** The list of what is wrong, with fixes that can be looked at before they are made. */

import type { Finding } from "ibid";
import type { App } from "../app.ts";
import { capital, h, icon } from "../dom.ts";
import { change, settings } from "../settings.ts";
import { say, sayRule } from "../words/words.ts";
import { difference } from "./difference.ts";
import { page } from "./page.ts";
import { said } from "./said.ts";
import { attempt } from "./section.ts";

export function findingsPanel(app: App): HTMLElement {
  const list = h("div", {});
  app.findings.follow((findings) => list.replaceChildren(...(findings ? shown(app, findings) : [])));
  return h("div", {}, presets(app), list);
}

/** Which checks run, where their findings are. */
function presets(app: App): HTMLElement {
  const select = h("select", {
    id: "preset",
    change: () => change({ preset: select.value as "blog" }),
  });
  for (const [value, words] of [
    ["blog", "presetBlog"],
    ["scholarly", "presetScholarly"],
    ["strict", "presetStrict"],
  ] as const) {
    select.append(h("option", { value, selected: settings.value.preset === value }, say(words)));
  }
  settings.follow(({ preset }) => {
    select.value = preset;
  });
  const row = h("p", { class: "row preset" }, h("label", { for: "preset" }, say("preset")), select);
  app.isEmpty.follow((isEmpty) => {
    row.hidden = isEmpty;
  });
  return row;
}

function shown(app: App, findings: Finding[]): HTMLElement[] {
  if (findings.length === 0) return [nothingWrong(app)];
  const safe = findings.filter(({ fix }) => fix?.safety === "safe");
  return [
    ...(safe.length > 0 ? [fixAll(app, safe)] : []),
    h("ol", { class: "cards" }, ...findings.map((finding) => h("li", {}, card(app, finding)))),
  ];
}

function nothingWrong(app: App): HTMLElement {
  const count = app.known.value?.inspection.notes.length ?? 0;
  if (app.known.value && count === 0) return said("noNotes", say("noNotesText"));
  return said("noFindings", say("noFindingsText", { notes: say("countNotes", { n: count }) }), true);
}

function card(app: App, finding: Finding): HTMLElement {
  const { severity, message, note, why, help, related, fix, rule } = finding;
  const where = note ? say("Note", { label: note }) : say("inText");
  const more = [why, help].filter(Boolean).join("; ");
  return h(
    "article",
    { class: `card ${severity}` },
    h(
      "button",
      { class: "card-head", click: () => app.goToFinding(finding) },
      h("span", { class: "where" }, h("span", { class: `severity ${severity}` }, say(severity)), " ", where),
      ...headline(rule, capital(message)),
    ),
    more !== "" && h("p", { class: "why", lang: "en" }, `${capital(more)}.`),
    related.length > 0 && h("ul", { class: "related" }, ...related.map((other) => h("li", {}, relatedTo(app, other)))),
    h("div", { class: "row" }, fix && fixButton(app, finding), ruleButton(app, rule)),
  );
}

/** What ibid says, in its own words; below what the rule finds where the page speaks another language. */
function headline(rule: string, message: string): HTMLElement[] {
  const found = sayRule(rule);
  if (found === null) return [h("span", { class: "message", lang: "en" }, message)];
  return [h("span", { class: "message" }, found), h("span", { class: "why", lang: "en" }, message)];
}

function relatedTo(app: App, { start, end, message }: Finding["related"][number]): HTMLElement {
  return h("button", { class: "link", lang: "en", click: () => app.editor.select(start, end) }, message);
}

/** A button that shows or hides what `make` gives, below its row. */
function disclosure(label: string, make: (close: () => void) => Node | Promise<Node>): HTMLElement {
  const box = h("div", { class: "box", hidden: true });
  const close = () => {
    box.hidden = true;
    button.setAttribute("aria-expanded", "false");
    button.focus();
  };
  const open = async () => {
    box.hidden = false;
    button.setAttribute("aria-expanded", "true");
    await attempt(box, async () => box.replaceChildren(await make(close)));
  };
  const button = h(
    "button",
    { class: "quiet-button", "aria-expanded": "false", click: () => (box.hidden ? void open() : close()) },
    label,
  );
  return h("div", { class: "disclosure" }, button, box);
}

function fixButton(app: App, finding: Finding): HTMLElement {
  return disclosure(say("showFix"), () => preview(app, finding));
}

function preview(app: App, finding: Finding): HTMLElement {
  const fix = finding.fix;
  const before = app.editor.text;
  const after = withEdits(before, fix?.edits ?? []);
  return h(
    "div",
    {},
    h("p", { lang: "en" }, `${capital(fix?.message ?? "")}.`),
    difference(before, after),
    fix?.safety === "unsafe" && h("p", { class: "quiet" }, say("unsafe")),
    h(
      "button",
      { class: "primary", click: () => void app.attempt(() => makeFix(app, [finding])) },
      icon("check"),
      say("applyFix"),
    ),
  );
}

function withEdits(text: string, edits: readonly { start: number; end: number; text: string }[]): string {
  const ordered = [...edits].sort((a, b) => b.start - a.start);
  return ordered.reduce((changed, edit) => changed.slice(0, edit.start) + edit.text + changed.slice(edit.end), text);
}

function fixAll(app: App, safe: Finding[]): HTMLElement {
  return disclosure(say("fixAll", { n: safe.length }), async () => {
    const before = app.editor.text;
    const mended = await askMended(app, safe);
    const make = () => took(app, mended);
    return h(
      "div",
      {},
      difference(before, mended.text),
      h("button", { class: "primary", click: make }, icon("check"), say("applyFix")),
    );
  });
}

type Mended = Awaited<ReturnType<typeof askMended>>;

/** Asks ibid for the text with these findings mended; it reads the result again and refuses what would do harm. */
function askMended(app: App, findings: Finding[]) {
  const fingerprints = findings.map(({ fingerprint }) => fingerprint);
  const options = { ...app.reading(), preset: settings.value.preset, unsafe: true, fingerprints };
  return app.client.ask("mend", app.editor.text, options);
}

async function makeFix(app: App, findings: Finding[]): Promise<void> {
  took(app, await askMended(app, findings));
}

function took(app: App, { text, applied, refused }: Mended): void {
  const [no] = refused;
  const changed = text !== app.editor.text;
  const said = changed ? say("fixed", { n: Math.max(1, applied.length) }) : say("nothingFixed");
  const why = no ? say("refused", { harm: no.harm, message: no.message }) : said;
  if (changed) app.take(text, why);
  else app.tell(why);
}

function ruleButton(app: App, rule: string): HTMLElement {
  return disclosure(say("whyRule"), async () => page(await app.client.ask("explain", rule)));
}
