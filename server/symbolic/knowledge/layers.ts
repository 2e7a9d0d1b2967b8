/** Persistent maps: a child adds to its parent without copying it. */

/** Longer chains are copied into one map, so that a look-up stays cheap. */
const MAX_DEPTH = 12;

interface Entry<Key, Value> {
  readonly key: Key;
  readonly value: Value;
  readonly earlier: Entry<Key, Value> | null;
  readonly depth: number;
}

export class Layers<Key, Value> {
  /** The latest entries. */
  readonly #entries: Entry<Key, Value> | null;
  /** All that was there before them. */
  readonly #base: ReadonlyMap<Key, Value>;

  private constructor(entries: Entry<Key, Value> | null, base: ReadonlyMap<Key, Value>) {
    this.#entries = entries;
    this.#base = base;
  }

  static empty<Key, Value>(): Layers<Key, Value> {
    return new Layers<Key, Value>(null, new Map());
  }

  get isEmpty(): boolean {
    return this.#entries === null && this.#base.size === 0;
  }

  get(key: Key): Value | undefined {
    for (let entry = this.#entries; entry !== null; entry = entry.earlier) if (entry.key === key) return entry.value;
    return this.#base.get(key);
  }

  with(key: Key, value: Value): Layers<Key, Value> {
    const depth = (this.#entries?.depth ?? 0) + 1;
    const entries = { key, value, earlier: this.#entries, depth };
    if (depth <= MAX_DEPTH) return new Layers(entries, this.#base);
    const latest: Entry<Key, Value>[] = [];
    for (let entry: Entry<Key, Value> | null = entries; entry !== null; entry = entry.earlier) latest.push(entry);
    const all = new Map(this.#base);
    for (const entry of latest.reverse()) all.set(entry.key, entry.value);
    return new Layers(null, all);
  }
}
