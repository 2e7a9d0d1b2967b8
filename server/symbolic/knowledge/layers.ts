/** Persistent maps: a child adds to its parent without copying it. */

/** Longer chains are put into a map, so that a look-up stays cheap. */
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
  /** Those before them, as few as copying them again and again is cheap. */
  readonly #recent: ReadonlyMap<Key, Value>;
  /** All that was there before. */
  readonly #base: ReadonlyMap<Key, Value>;

  private constructor(
    entries: Entry<Key, Value> | null,
    recent: ReadonlyMap<Key, Value>,
    base: ReadonlyMap<Key, Value>,
  ) {
    this.#entries = entries;
    this.#recent = recent;
    this.#base = base;
  }

  static empty<Key, Value>(): Layers<Key, Value> {
    return new Layers<Key, Value>(null, new Map(), new Map());
  }

  get isEmpty(): boolean {
    return this.#entries === null && this.#recent.size === 0 && this.#base.size === 0;
  }

  get(key: Key): Value | undefined {
    for (let entry = this.#entries; entry !== null; entry = entry.earlier) if (entry.key === key) return entry.value;
    return this.#recent.get(key) ?? this.#base.get(key);
  }

  /** Costs, over many entries, about the square root of how many there are. */
  with(key: Key, value: Value): Layers<Key, Value> {
    const depth = (this.#entries?.depth ?? 0) + 1;
    const entries = { key, value, earlier: this.#entries, depth };
    if (depth <= MAX_DEPTH) return new Layers(entries, this.#recent, this.#base);
    const recent = merged(this.#recent, inOrder(entries));
    const isFew = recent.size ** 2 <= MAX_DEPTH * this.#base.size;
    return isFew ? new Layers(null, recent, this.#base) : new Layers(null, new Map(), merged(this.#base, recent));
  }
}

function inOrder<Key, Value>(last: Entry<Key, Value>): readonly (readonly [Key, Value])[] {
  const all: (readonly [Key, Value])[] = [];
  for (let entry: Entry<Key, Value> | null = last; entry !== null; entry = entry.earlier) {
    all.push([entry.key, entry.value]);
  }
  return all.reverse();
}

function merged<Key, Value>(
  earlier: ReadonlyMap<Key, Value>,
  later: Iterable<readonly [Key, Value]>,
): ReadonlyMap<Key, Value> {
  const all = new Map(earlier);
  for (const [key, value] of later) all.set(key, value);
  return all;
}
