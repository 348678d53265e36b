/** Stands in for the package `ibid` while the page is developed: each call is answered by the native program through the server of Vite. */

import type * as ibid from "ibid";

async function ask(name: string, [text, options]: readonly unknown[]): Promise<unknown> {
  const bytes = text instanceof Uint8Array ? btoa(String.fromCharCode(...text)) : null;
  const body = JSON.stringify({ name, text: bytes === null ? text : null, bytes, options });
  const response = await fetch(new URL("/native", import.meta.url), { method: "POST", body });
  const answer = (await response.json()) as { answer?: unknown; error?: string };
  if (answer.error !== undefined) throw new Error(answer.error);
  return answer.answer;
}

const asks =
  (name: string) =>
  (...asked: readonly unknown[]): never =>
    ask(name, asked) as never;

export const load: typeof ibid.load = async () => {};
export const check: typeof ibid.check = asks("check");
export const inspect: typeof ibid.inspect = asks("inspect");
export const mend: typeof ibid.mend = asks("mend");
export const link: typeof ibid.link = asks("link");
export const write: typeof ibid.write = asks("write");
export const restyle: typeof ibid.restyle = asks("restyle");
export const bibliography: typeof ibid.bibliography = asks("bibliography");
export const convert: typeof ibid.convert = asks("convert");
export const styles: typeof ibid.styles = asks("styles");
export const explain: typeof ibid.explain = asks("explain");
export const docx: typeof ibid.docx = async (...asked) => {
  const text = (await ask("docx", asked)) as string;
  return Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
};
