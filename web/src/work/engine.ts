/** What the page asks of ibid: functions of the package `ibid`, by their names. */

import type * as ibid from "ibid";

export type Question =
  | "check"
  | "inspect"
  | "mend"
  | "link"
  | "docx"
  | "write"
  | "restyle"
  | "bibliography"
  | "convert"
  | "styles"
  | "explain";
export type Asked<Q extends Question> = Parameters<(typeof ibid)[Q]>;
export type Answer<Q extends Question> = Awaited<ReturnType<(typeof ibid)[Q]>>;

export interface Request {
  id: number;
  question: Question;
  asked: unknown[];
}

/** How much of a file that ibid needs has arrived; `of` is null where the server does not say. */
export interface Loading {
  file: string;
  bytes: number;
  of: number | null;
}

export type Reply = { id: number; answer: unknown } | { id: number; error: string } | { loading: Loading };
