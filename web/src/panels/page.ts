/** The page of a rule: Markdown with titles, code and paragraphs, and nothing else. */

import { h } from "../dom.ts";

export function page(markdown: string): HTMLElement {
  // Between fences every second part is code.
  const parts = markdown.split(/^```.*$/m).flatMap((part, index) => (index % 2 === 1 ? [code(part)] : prose(part)));
  return h("div", { class: "rule-page", lang: "en" }, ...parts);
}

function code(text: string): HTMLElement {
  return h("pre", { tabindex: "0" }, text.trim());
}

function prose(text: string): HTMLElement[] {
  const blocks = text.split(/\n\s*\n/).map((block) => block.trim());
  return blocks.filter((block) => block !== "" && !block.startsWith("# ")).map(block);
}

function block(text: string): HTMLElement {
  return text.startsWith("## ") ? h("p", { class: "rule-head" }, text.slice(3)) : h("p", {}, ...inline(text));
}

function inline(text: string): (HTMLElement | string)[] {
  return text.split(/`([^`]+)`/).map((part, index) => (index % 2 === 1 ? h("code", {}, part) : part));
}
