/** The views as tabs; on a narrow screen the text is one of them. */

import type { App } from "./app.ts";
import { h } from "./dom.ts";
import { say } from "./words/words.ts";

type Name = "findings" | "notes" | "works" | "picture" | "rewrite";
export type View = [name: Name, make: () => HTMLElement, count: () => number | undefined];

/** The frame in which one view is shown at a time; `body[data-view]` says which. */
export function tabs(app: App, views: View[]): HTMLElement[] {
  const bar = h("div", { role: "tablist", class: "tabs", "aria-label": say("views") });
  const all = [textTab(), ...views.map(([name, , count]) => tab(app, name, count))];
  const panels = views.map(([name, make]) => panel(name, make()));
  const select = (name: string) => {
    document.body.dataset.view = name;
    for (const tab of all) mark(tab, tab.dataset.name === name);
    for (const panel of panels) panel.hidden = panel.id !== `view-${name}`;
  };
  for (const tab of all) tab.addEventListener("click", () => select(tab.dataset.name as string));
  bar.addEventListener("keydown", (event) => move(event, all));
  bar.append(...all);
  followWidth(select);
  app.reveal = () => narrow.matches && select("text");
  app.switchSides = () => switchSides(app, all);
  return [bar, ...panels];
}

const narrow = matchMedia("(max-width: 800px)");

/** Begins with the text where it is a tab, and never leaves a wide screen with none. */
function followWidth(select: (name: string) => void): void {
  const fit = () => {
    const view = document.body.dataset.view ?? "text";
    select(view === "text" && !narrow.matches ? "findings" : view);
  };
  narrow.onchange = fit;
  fit();
}

function textTab(): HTMLElement {
  return h(
    "button",
    { role: "tab", class: "tab text-tab", id: "tab-text", "data-name": "text", "aria-controls": "text" },
    say("text"),
  );
}

function tab(app: App, name: Name, count: View[2]): HTMLElement {
  const number = h("span", { class: "count" });
  const show = () => {
    number.textContent = String(count() || "");
  };
  app.findings.follow(show);
  app.known.follow(show);
  const id = `tab-${name}`;
  return h(
    "button",
    { role: "tab", class: "tab", id, "data-name": name, "aria-controls": `view-${name}` },
    say(name),
    " ",
    number,
  );
}

function panel(name: Name, content: HTMLElement): HTMLElement {
  return h(
    "div",
    { role: "tabpanel", class: "view", id: `view-${name}`, "aria-labelledby": `tab-${name}`, tabindex: "0" },
    content,
  );
}

function mark(tab: HTMLElement, isSelected: boolean): void {
  tab.setAttribute("aria-selected", String(isSelected));
  tab.tabIndex = isSelected ? 0 : -1;
}

/** From the editor to the chosen tab, and from anywhere else to the editor. */
function switchSides(app: App, all: HTMLElement[]): void {
  if (app.editor.view.hasFocus) all.find((tab) => tab.tabIndex === 0)?.focus();
  else {
    app.reveal();
    app.editor.view.focus();
  }
}

/** Arrows, Home and End move among the tabs, as in every list of tabs. */
function move(event: KeyboardEvent, all: HTMLElement[]): void {
  const seen = all.filter((tab) => tab.offsetParent !== null);
  const at = seen.indexOf(document.activeElement as HTMLElement);
  const to = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: seen.length - 1 }[event.key];
  if (to === undefined) return;
  event.preventDefault();
  const next = seen.at(to % seen.length);
  next?.focus();
  next?.click();
}
