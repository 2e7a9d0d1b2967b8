/** Facts: what is known about sizes at a point of a program. Immutable; assuming makes a child. */

import type { Size } from './algebra/node.ts';
import { fromSymbol } from './algebra/polynomial.ts';
import { any, type Claim, type Condition, negation, symbolsOfCondition, toCondition } from './condition.ts';
import { aligned } from './knowledge/aligned.ts';
import { boundsOf } from './knowledge/bounds.ts';
import { decideCondition } from './knowledge/decide.ts';
import { reduced } from './knowledge/factor.ts';
import { learn, learnImplication } from './knowledge/learn.ts';
import { type Range, remember } from './knowledge/memory.ts';
import { versionOf } from './knowledge/regions.ts';
import { simplify } from './knowledge/simplify.ts';
import { beginning, EMPTY, type State } from './knowledge/state.ts';
import { lowerBound, upperBound } from './knowledge/upperBound.ts';
import type { Place } from './place.ts';
import type { Relation } from './relation.ts';
import type { SizeSymbol } from './symbol.ts';
import type { Verdict } from './verdict.ts';

export { join } from './knowledge/join.ts';

/** The line that established a fact, so that messages can name it. */
export interface Cause {
  readonly place: Place | null;
  readonly text: string;
}

/** Two facts that cannot both hold: the one that was known, and the one that came. */
export interface Contradiction {
  readonly first: Cause | null;
  readonly second: Cause | null;
}

export interface Assumption {
  readonly condition: Condition;
  readonly cause: Cause | null;
}

export class Facts {
  static readonly none: Facts = new Facts(EMPTY, null, null, null, null);

  /** No facts, at the beginning of a run that keeps its answers until its end. */
  static begin(): Facts {
    return new Facts(beginning(), null, null, null, null);
  }

  /** The facts cannot all hold; questions are then answered without the last assumption. */
  readonly contradiction: Contradiction | null;
  readonly #state: State;
  readonly #parent: Facts | null;
  readonly #condition: Condition | null;
  readonly #cause: Cause | null;

  private constructor(
    state: State,
    parent: Facts | null,
    condition: Condition | null,
    cause: Cause | null,
    contradiction: Contradiction | null,
  ) {
    this.#state = state;
    this.#parent = parent;
    this.#condition = condition;
    this.#cause = cause;
    this.contradiction = contradiction;
  }

  /** At the end of a run: what it answered is forgotten, the facts stay. */
  end(): void {
    this.#state.run.end();
  }

  /** How often a number of units of work was done in this run since this was asked. */
  due(units: number): number {
    // What is known without facts is shared by all runs: it costs each the same, nothing.
    return this.#state === EMPTY ? 0 : this.#state.run.due(units);
  }

  /** Whether the claim holds here. `yes` and `no` are proven; `unknown` is everything else. */
  decide(claim: Claim): Verdict {
    return decideCondition(this.#state, toCondition(claim));
  }

  /** The facts together with the claim. What is known already changes nothing. */
  assume(claim: Claim, cause: Cause | null = null): Facts {
    const condition = toCondition(claim);
    const verdict = decideCondition(this.#state, condition);
    if (verdict === 'yes') return this;
    const state = verdict === 'no' ? null : learn(this.#state, condition);
    if (state !== null) return new Facts(state, this, condition, cause, this.contradiction);
    const contradiction = this.contradiction ?? this.#contradiction(condition, cause);
    return new Facts(this.#state, this, condition, cause, contradiction);
  }

  /** The facts together with a claim that holds wherever the condition does. */
  assumeWhere(condition: Condition, claim: Claim, cause: Cause | null = null): Facts {
    const consequence = toCondition(claim);
    const state = learnImplication(this.#state, condition, consequence);
    return new Facts(state, this, any(negation(condition), consequence), cause, this.contradiction);
  }

  /** The size with representatives put in and everything carried out that the facts decide. */
  simplify(size: Size): Size {
    return simplify(this.#state, size);
  }

  /** The relation without what both sides are multiplied with, where that is at least 1. */
  reduce(relation: Relation): Relation {
    return reduced(this.#state, relation);
  }

  /** Inclusive bounds; `null` is no bound. */
  range(size: Size): Range {
    const simple = simplify(this.#state, size);
    return remember(this.#state, 'ranges', simple, simple, () => this.#rangeOf(simple));
  }

  #rangeOf(simple: Size): Range {
    const { min, max } = boundsOf(this.#state, simple);
    const proven = {
      min: Math.max(min, lowerBound(this.#state, simple, Infinity)),
      max: Math.min(max, upperBound(this.#state, simple, -Infinity)),
    };
    const bounds = aligned(this.#state, simple, proven);
    return { min: finite(bounds.min), max: finite(bounds.max) };
  }

  /** What set each of the bounds of `range`; `null` where the size has that bound by itself, or none. */
  rangeCauses(size: Size): { readonly min: Cause | null; readonly max: Cause | null } {
    const { min, max } = this.range(size);
    const chain = this.#chain();
    // A child knows what its parent knows: bounds only become narrower along the chain.
    const first = (isReached: (facts: Facts) => boolean) => (chain[lowerIndex(chain, isReached)] ?? this).#cause;
    return {
      min: min === null ? null : first((facts) => (facts.range(size).min ?? -Infinity) >= min),
      max: max === null ? null : first((facts) => (facts.range(size).max ?? Infinity) <= max),
    };
  }

  /** Whether these facts and others of the same run say the same of what a condition is about. */
  knowsTheSameOf(condition: Condition, other: Facts): boolean {
    const [here, there] = [this.#state, other.#state];
    return versionOf(here.run, here.regions, condition) === versionOf(there.run, there.regions, condition);
  }

  /** Whether nothing is known of the symbol but its own bounds. */
  isFree(symbol: SizeSymbol): boolean {
    const { solved, formsOf, rules, congruences, excluded } = this.#state;
    const isKnown = ({ length }: { readonly length: number } = { length: 0 }) => length > 0;
    return (
      solved.get(symbol) === undefined &&
      ![formsOf, rules, congruences, excluded].some((index) => isKnown(index.get(symbol)))
    );
  }

  /** Whether the symbol has only one value left. */
  isPinned(symbol: SizeSymbol): boolean {
    const size = simplify(this.#state, fromSymbol(symbol));
    // Few sizes have an upper bound: the lower one is proven for those only.
    const isBounded = boundsOf(this.#state, size).max < Infinity || upperBound(this.#state, size, -Infinity) < Infinity;
    const { min, max } = isBounded ? this.range(size) : { min: null, max: null };
    return min !== null && min === max;
  }

  /** The causes of facts that mention the size's symbols, oldest first. */
  causesOf(subject: Size | SizeSymbol): readonly Cause[] {
    const symbols = 'terms' in subject ? subject.symbols : [subject];
    return this.assumptions().flatMap(({ condition, cause }) => {
      const isAbout = symbolsOfCondition(condition).some((symbol) => symbols.includes(symbol));
      return isAbout && cause !== null ? [cause] : [];
    });
  }

  /** The conditions that were assumed, oldest first. */
  conditions(): readonly Condition[] {
    return this.assumptions().map(({ condition }) => condition);
  }

  /** The conditions that were assumed, with their causes, oldest first; only those since some earlier facts. */
  assumptions(since: Facts | null = null): readonly Assumption[] {
    const found: Assumption[] = [];
    for (let facts: Facts | null = this; facts !== null && facts !== since; facts = facts.#parent) {
      if (facts.#condition !== null) found.push({ condition: facts.#condition, cause: facts.#cause });
    }
    return found.reverse();
  }

  /** Most paths that cannot be taken are only left: what rules them out is looked for when somebody asks. */
  #contradiction(condition: Condition, second: Cause | null): Contradiction {
    const search = () => this.#causeAgainst(condition);
    let found: { readonly first: Cause | null } | null = null;
    return {
      second,
      get first() {
        found ??= { first: search() };
        return found.first;
      },
    };
  }

  /** From the oldest to this. */
  #chain(): readonly Facts[] {
    const chain: Facts[] = [];
    for (let facts: Facts | null = this; facts !== null; facts = facts.#parent) chain.push(facts);
    return chain.reverse();
  }

  /** The one fact that rules the condition out by itself, else the one with which it became impossible. */
  #causeAgainst(condition: Condition): Cause | null {
    const chain = this.#chain();
    const symbols = symbolsOfCondition(condition);
    const alone = chain.find(
      (facts) =>
        facts.#condition !== null &&
        symbolsOfCondition(facts.#condition).some((symbol) => symbols.includes(symbol)) &&
        isImpossible(Facts.none.assume(facts.#condition).#state, condition),
    );
    const culprit = alone ?? chain.find((facts) => isImpossible(facts.#state, condition));
    return culprit ? culprit.#cause : null;
  }
}

function finite(bound: number): number | null {
  return Number.isFinite(bound) ? bound : null;
}

function isImpossible(state: State, condition: Condition): boolean {
  return decideCondition(state, condition) === 'no' || learn(state, condition) === null;
}

/** The index of the first element from which on `isReached` holds. */
function lowerIndex<Element>(elements: readonly Element[], isReached: (element: Element) => boolean): number {
  let [low, high] = [0, elements.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (isReached(elements[middle] as Element)) high = middle;
    else low = middle + 1;
  }
  return low;
}
