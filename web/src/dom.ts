/** Elements in one call, so that views read like what they show. */

type Child = Node | string | null | undefined | false;
type Value = string | number | boolean | null | undefined | ((event: never) => void);

/** Creates an element; an attribute that is a function listens to the event it is named after. */
export function h<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  attributes: Record<string, Value> = {},
  ...children: Child[]
): HTMLElementTagNameMap[K] {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) setAttribute(element, name, value);
  element.append(...children.filter(isShown));
  return element;
}

/** Creates an element of a picture. */
export function svg(tag: string, attributes: Record<string, Value> = {}, ...children: Child[]): SVGElement {
  const element = document.createElementNS("http://www.w3.org/2000/svg", tag);
  for (const [name, value] of Object.entries(attributes)) setAttribute(element, name, value);
  element.append(...children.filter(isShown));
  return element;
}

function setAttribute(element: Element, name: string, value: Value): void {
  if (typeof value === "function") element.addEventListener(name, value as EventListener);
  else if (value === true) element.setAttribute(name, "");
  else if (value !== false && value != null) element.setAttribute(name, String(value));
}

function isShown(child: Child): child is Node | string {
  return child !== null && child !== undefined && child !== false;
}

/** Begins a sentence with a capital. */
export function capital(sentence: string): string {
  return sentence.charAt(0).toLocaleUpperCase() + sentence.slice(1);
}

/** Icons drawn on a grid of 16, in the colour of the text. */
const ICONS = {
  open: "M2 5v8h12V5H8L6.5 3H2z",
  paste: "M5 3H3v11h10V3h-2M5 2h6v3H5z",
  settings: "M3 4h10M3 8h10M3 12h10M6 2.5v3M10 6.5v3M5 10.5v3",
  next: "M6 3l5 5-5 5",
  copy: "M5 5V2h9v9h-3M2 5h9v9H2z",
  download: "M8 2v8M4.5 7L8 10.500l3.500-3.500M2.500 13.500h11",
  check: "M3 8.500l3.500 3.500L13 4.500",
  close: "M3.500 3.500l9 9M12.500 3.500l-9 9",
} as const;

/** Draws an icon; what it means is said by the words beside it. */
export function icon(name: keyof typeof ICONS): SVGElement {
  return svg("svg", { class: "icon", viewBox: "0 0 16 16", "aria-hidden": "true" }, svg("path", { d: ICONS[name] }));
}
