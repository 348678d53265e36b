/** HTML that ibid wrote from what a writer typed: its words, emphasis and links, and nothing that could act. */

import { h } from "../dom.ts";

const KEPT = new Set(["I", "EM", "B", "STRONG", "SUP", "SUB", "SPAN", "DIV", "P", "UL", "OL", "LI", "CITE"]);

export function written(html: string): HTMLElement {
  return copied(new DOMParser().parseFromString(html, "text/html").body, h("div", {}));
}

function copied(from: Element, to: HTMLElement): HTMLElement {
  for (const node of from.childNodes) {
    if (node instanceof Text) to.append(node.data);
    else if (node instanceof HTMLAnchorElement && /^https?:/.test(node.href))
      to.append(copied(node, h("a", { href: node.href, rel: "noreferrer" })));
    else if (node instanceof Element)
      to.append(KEPT.has(node.tagName) ? copied(node, document.createElement(node.tagName)) : copied(node, h("span")));
  }
  return to;
}
