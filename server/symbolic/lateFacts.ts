/** Facts that are put together when somebody asks: most never are. */
import type { Claim } from './condition.ts';
import { type Cause, type Facts, join } from './facts.ts';

export class LateFacts {
  #known: Facts | null;
  /** What is put together first. */
  #base: LateFacts | null;
  #make: ((base: Facts) => Facts) | null;

  private constructor(known: Facts | null, base: LateFacts | null, make: ((base: Facts) => Facts) | null) {
    this.#known = known;
    this.#base = base;
    this.#make = make;
  }

  static of(facts: Facts): LateFacts {
    return new LateFacts(facts, null, null);
  }

  /** What all of several know that came from the same facts. */
  static joined(sides: readonly LateFacts[], base: LateFacts): LateFacts {
    return new LateFacts(null, base, (known) => sides.map((side) => side.facts).reduce((a, b) => join(a, b, known)));
  }

  assume(claim: Claim, cause: Cause): LateFacts {
    return new LateFacts(null, this, (known) => known.assume(claim, cause));
  }

  /** Whether these are known to be those facts. */
  are(facts: Facts): boolean {
    return this.#known === facts;
  }

  get facts(): Facts {
    const waiting: LateFacts[] = [];
    let last: LateFacts = this;
    while (last.#known === null && last.#base !== null) {
      waiting.push(last);
      last = last.#base;
    }
    let known = last.#known as Facts;
    // Oldest first: the chain may be longer than the stack is deep.
    for (const one of waiting.reverse()) known = one.#settle(known);
    return known;
  }

  #settle(base: Facts): Facts {
    const known = this.#known ?? (this.#make as (base: Facts) => Facts)(base);
    this.#known = known;
    this.#base = null;
    this.#make = null;
    return known;
  }
}
