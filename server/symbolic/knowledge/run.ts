/** What one run has answered and learned: it goes into the same branches, and asks the same there, again and again. */
import { emptyMemory, type Memory } from './memory.ts';
import type { State } from './state.ts';

/** Of more states or versions than this it is not kept what is known. */
const MAX_KEPT = 6000;

export class Run {
  readonly #memories = new Map<number, Memory>();
  readonly #versions = new Map<string, number>();
  readonly #pairs = new Map<number, number>();
  readonly #lessons = new Map<State, Map<number, State | null>>();
  #count = 0;
  #work = 0;

  /** Counts work, so that a run can be bounded by what it costs: an answer that was not known is one unit. */
  charge(units: number): void {
    this.#work += units;
  }

  /** How often a number of units was done since this was asked; what is left counts the next time. */
  due(units: number): number {
    const times = Math.floor(this.#work / units);
    this.#work -= times * units;
    return times;
  }

  /** The version that follows a version when a fact comes in. */
  next(version: number, fact: string): number {
    const key = `${version} ${fact}`;
    let known = this.#versions.get(key);
    if (known === undefined) {
      known = ++this.#count;
      this.#versions.set(key, known);
    }
    return known;
  }

  /** One number for the versions of two regions. */
  pair(first: number, second: number): number {
    const key = first * 2 ** 26 + second;
    let known = this.#pairs.get(key);
    if (known === undefined) {
      known = ++this.#count;
      this.#pairs.set(key, known);
    }
    return known;
  }

  /** The answers about regions of a version. */
  memoryOf(version: number): Memory {
    let known = this.#memories.get(version);
    if (known === undefined) {
      if (this.#memories.size > MAX_KEPT) this.#memories.clear();
      known = emptyMemory();
      this.#memories.set(version, known);
    }
    return known;
  }

  /** What was learned in a state, by the identity of the condition. */
  lessonsOf(state: State): Map<number, State | null> {
    let known = this.#lessons.get(state);
    if (known === undefined) {
      if (this.#lessons.size > MAX_KEPT) this.#lessons.clear();
      known = new Map();
      this.#lessons.set(state, known);
    }
    return known;
  }

  /** At the end of a run only its facts stay. */
  end(): void {
    for (const map of [this.#memories, this.#versions, this.#pairs, this.#lessons]) map.clear();
  }
}
