/** The page's end of the worker: one question runs, the newest of each kind waits, older ones are dropped. */

import type { Answer, Asked, Loading, Question, Reply, Request } from "./engine.ts";

/** Questions of one kind make each other needless: a newer text is not to wait for an older one. */
function kind(question: Question): string {
  return question === "check" || question === "inspect" ? "reading" : question;
}

/** A question that a newer one of its kind made needless. */
export class Stale extends Error {}

/** After this many milliseconds a needless question is not waited for: its worker is ended. */
const PATIENCE = 1000;

interface Waiting extends Request {
  resolve(answer: unknown): void;
  reject(reason: Error): void;
}

interface Running extends Waiting {
  since: number;
}

export class Client {
  #worker: Worker | null = null;
  #running: Running | null = null;
  #count = 0;
  #impatient: ReturnType<typeof setTimeout> | undefined;
  readonly #waiting = new Map<string, Waiting>();
  readonly #start: () => Worker;
  readonly #loading: (loading: Loading) => void;

  constructor(start: () => Worker, loading: (loading: Loading) => void) {
    this.#start = start;
    this.#loading = loading;
  }

  /** Asks; rejects with `Stale` as soon as another of its kind is asked. */
  ask<Q extends Question>(question: Q, ...asked: Asked<Q>): Promise<Answer<Q>> {
    return new Promise((resolve, reject) => {
      this.#waiting.get(kind(question))?.reject(new Stale());
      this.#count += 1;
      this.#waiting.set(kind(question), {
        id: this.#count,
        question,
        asked,
        resolve: resolve as Waiting["resolve"],
        reject,
      });
      this.#dropStale(question);
      this.#next();
    });
  }

  /** Ends whatever runs or waits. */
  cancel(): void {
    for (const waiting of this.#waiting.values()) waiting.reject(new Stale());
    this.#waiting.clear();
    if (this.#running) this.#restart();
  }

  /** Lets go of a running question of this kind: soon if it has run for long, else once it has. */
  #dropStale(question: Question): void {
    const running = this.#running;
    if (!running || kind(running.question) !== kind(question)) return;
    running.reject(new Stale());
    this.#wait(running);
  }

  /** Waits for a needless question as long as the patience lasts. */
  #wait(running: Running): void {
    clearTimeout(this.#impatient);
    if (this.#running !== running) return;
    const left = PATIENCE - (performance.now() - running.since);
    if (left <= 0) this.#restart();
    else this.#impatient = setTimeout(() => this.#wait(running), left);
  }

  #restart(): void {
    this.#worker?.terminate();
    this.#worker = null;
    this.#running?.reject(new Stale());
    this.#running = null;
    this.#next();
  }

  #next(): void {
    const [first] = this.#waiting.values();
    if (this.#running || !first) return;
    this.#waiting.delete(kind(first.question));
    this.#running = { ...first, since: performance.now() };
    this.#open().postMessage({ id: first.id, question: first.question, asked: first.asked } satisfies Request);
  }

  #open(): Worker {
    if (this.#worker) return this.#worker;
    const worker = this.#start();
    worker.onmessage = ({ data }: MessageEvent<Reply>) => this.#hear(data);
    // A worker that fell over takes only its question with it.
    worker.onerror = (event) => this.#fell(event.message || "the worker could not be started");
    this.#worker = worker;
    return worker;
  }

  #hear(reply: Reply): void {
    if ("loading" in reply) this.#load(reply.loading);
    else if (this.#running?.id === reply.id) this.#end(this.#running, reply);
  }

  /** What is being loaded is needed by the next question, too, so that the clock starts after it. */
  #load(loading: Loading): void {
    if (this.#running) this.#running.since = performance.now();
    this.#loading(loading);
  }

  #end(running: Running, reply: Exclude<Reply, { loading: Loading }>): void {
    this.#running = null;
    if ("error" in reply) running.reject(new Error(reply.error));
    else running.resolve(reply.answer);
    this.#next();
  }

  #fell(message: string): void {
    this.#running?.reject(new Error(message));
    this.#running = null;
    this.#worker?.terminate();
    this.#worker = null;
    this.#next();
  }
}
