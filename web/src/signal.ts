/** A value that others may follow. */
export class Signal<T> {
  #value: T;
  readonly #followers = new Set<(value: T) => void>();

  constructor(value: T) {
    this.#value = value;
  }

  get value(): T {
    return this.#value;
  }

  set value(value: T) {
    this.#value = value;
    for (const follower of this.#followers) follower(value);
  }

  /** Calls `follower` now and whenever the value is set, until the view that is being built is let go. */
  follow(follower: (value: T) => void): void {
    this.#followers.add(follower);
    view?.push(() => this.#followers.delete(follower));
    follower(this.#value);
  }
}

let view: (() => void)[] | null = null;

/** Builds a view; the function that comes back lets go of all that it follows. */
export function built(build: () => void): () => void {
  const ends: (() => void)[] = [];
  view = ends;
  build();
  view = null;
  return () => {
    for (const end of ends) end();
  };
}
