/** Persistent maps: a child adds to its parent without copying it. */

/** Longer chains are copied into one, so that a look-up stays cheap. */
const MAX_DEPTH = 12;

export class Layers<Key, Value> {
  readonly #own: Map<Key, Value>;
  readonly #parent: Layers<Key, Value> | null;
  readonly #depth: number;

  private constructor(own: Map<Key, Value>, parent: Layers<Key, Value> | null) {
    this.#own = own;
    this.#parent = parent;
    this.#depth = parent === null ? 0 : parent.#depth + 1;
  }

  static empty<Key, Value>(): Layers<Key, Value> {
    return new Layers<Key, Value>(new Map(), null);
  }

  get(key: Key): Value | undefined {
    for (let layer: Layers<Key, Value> | null = this; layer !== null; layer = layer.#parent) {
      const value = layer.#own.get(key);
      if (value !== undefined) return value;
    }
    return undefined;
  }

  with(key: Key, value: Value): Layers<Key, Value> {
    if (this.#depth < MAX_DEPTH) return new Layers(new Map([[key, value]]), this);
    return new Layers(this.#flatten().set(key, value), null);
  }

  #flatten(): Map<Key, Value> {
    const all = this.#parent === null ? new Map<Key, Value>() : this.#parent.#flatten();
    for (const [key, value] of this.#own) all.set(key, value);
    return all;
  }
}
