/** A search over citation styles: a text field with a list, as the ARIA pattern of a combobox has it. */

import type { Style } from "ibid";
import type { App } from "../app.ts";
import { h } from "../dom.ts";
import { change, settings } from "../settings.ts";
import { say } from "../words/words.ts";

const SHOWN = 40;

export function stylePicker(app: App, id: string): HTMLElement {
  return new Picker(app, id).element;
}

class Picker {
  readonly element: HTMLElement;
  readonly #app: App;
  readonly #id: string;
  readonly #input: HTMLInputElement;
  readonly #list: HTMLElement;
  readonly #hint: HTMLElement;
  #options: Style[] = [];
  #active = 0;

  constructor(app: App, id: string) {
    this.#app = app;
    this.#id = id;
    this.#list = h("ul", {
      id: `${id}-list`,
      role: "listbox",
      "aria-label": say("style"),
      hidden: true,
      class: "options",
    });
    this.#hint = h("span", { id: `${id}-hint`, class: "quiet hint" });
    this.#input = this.#field();
    this.element = h(
      "div",
      { class: "picker" },
      h("label", { for: id }, say("style")),
      this.#input,
      this.#list,
      this.#hint,
    );
    settings.follow(() => this.#close());
    app.styles.follow((styles) => {
      this.#hint.textContent = styles.length > 0 ? say("styleHint", { n: styles.length }) : "";
      this.#close();
    });
  }

  #field(): HTMLInputElement {
    return h("input", {
      id: this.#id,
      role: "combobox",
      autocomplete: "off",
      spellcheck: "false",
      "aria-expanded": "false",
      "aria-autocomplete": "list",
      "aria-controls": `${this.#id}-list`,
      "aria-describedby": `${this.#id}-hint`,
      focus: () => {
        this.#input.select();
        void this.#app.loadStyles().catch(() => {});
      },
      click: () => this.#open(""),
      input: () => this.#open(this.#input.value),
      keydown: (event: KeyboardEvent) => this.#press(event),
      blur: () => this.#close(),
    });
  }

  #open(words: string): void {
    const wanted = words.toLocaleLowerCase().split(/\s+/).filter(Boolean);
    const has = ({ name, title }: Style) =>
      wanted.every((word) => `${name} ${title}`.toLocaleLowerCase().includes(word));
    this.#options = this.#app.styles.value.filter(has).sort(byUse).slice(0, SHOWN);
    this.#active = 0;
    this.#list.replaceChildren(...this.#options.map((style, index) => this.#option(style, index)));
    if (this.#options.length === 0)
      this.#list.append(h("li", { class: "quiet", role: "option", "aria-disabled": "true" }, say("styleNone")));
    this.#list.hidden = false;
    this.#input.setAttribute("aria-expanded", "true");
    this.#mark();
  }

  #option(style: Style, index: number): HTMLElement {
    const choose = (event: Event) => {
      event.preventDefault();
      this.#choose(index);
    };
    const tag = this.#app.csl(style.name) ? say("styleOwn") : style.class === "note" && say("styleKind");
    return h(
      "li",
      { role: "option", id: `${this.#id}-${index}`, mousedown: choose },
      h("span", {}, style.title),
      tag && h("small", {}, tag),
    );
  }

  #press(event: KeyboardEvent): void {
    const isOpen = !this.#list.hidden;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step !== undefined) {
      if (!isOpen) this.#open("");
      else this.#active = (this.#active + step + this.#options.length) % Math.max(1, this.#options.length);
      this.#mark();
    } else if (event.key === "Enter" && isOpen) this.#choose(this.#active);
    else if (event.key === "Escape" && isOpen) this.#close();
    else return;
    event.preventDefault();
  }

  #mark(): void {
    for (const [index, option] of [...this.#list.children].entries())
      option.setAttribute("aria-selected", String(index === this.#active));
    const active = this.#list.children[this.#active];
    active?.scrollIntoView({ block: "nearest" });
    if (active) this.#input.setAttribute("aria-activedescendant", active.id);
  }

  #choose(index: number): void {
    const style = this.#options[index];
    if (style) change({ style: style.name, styleTitle: style.title });
    this.#close();
  }

  /** Closes the list and shows the style that is chosen. */
  #close(): void {
    this.#list.hidden = true;
    this.#input.setAttribute("aria-expanded", "false");
    this.#input.removeAttribute("aria-activedescendant");
    this.#input.value = settings.value.styleTitle;
  }
}

/** The writer's own styles first, then those that write notes. */
function byUse(a: Style, b: Style): number {
  const rank = (style: Style) => (style.class === "note" ? 0 : 1);
  return rank(a) - rank(b) || a.title.localeCompare(b.title);
}
