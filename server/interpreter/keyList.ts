/** Lists of keys that grow without a copy: a list and those that continue it share what they have in common. */

/** What a list shares: all keys of the longest, and the place of each once somebody asks. */
interface Shared {
  readonly keys: string[];
  places: Map<string, number> | null;
}

export class KeyList {
  readonly length: number;
  readonly #shared: Shared;

  private constructor(shared: Shared, length: number) {
    this.#shared = shared;
    this.length = length;
  }

  static of(keys: Iterable<string>): KeyList {
    const all = [...keys];
    return new KeyList({ keys: all, places: null }, all.length);
  }

  /** Where a key stands; -1 where it does not. */
  indexOf(key: string): number {
    this.#shared.places ??= new Map(this.#shared.keys.map((one, place) => [one, place]));
    const place = this.#shared.places.get(key) ?? -1;
    return place < this.length ? place : -1;
  }

  /** @param key one that it does not have */
  with(key: string): KeyList {
    // Another list has already gone on from here, as on another path.
    if (this.#shared.keys.length > this.length) return KeyList.of([...this, key]);
    this.#shared.places?.set(key, this.length);
    this.#shared.keys.push(key);
    return new KeyList(this.#shared, this.length + 1);
  }

  without(key: string): KeyList {
    return KeyList.of([...this].filter((one) => one !== key));
  }

  [Symbol.iterator](): Iterator<string> {
    return this.#shared.keys.slice(0, this.length)[Symbol.iterator]();
  }
}
