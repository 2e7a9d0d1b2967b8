/** Whether a case bears on a question: what follows from it at once, followed by name, without learning it. */
import type { Owner } from '../algebra/intern.ts';
import { type Condition, conditionKey, negation } from '../condition.ts';
import { decideCondition } from './decide.ts';
import { leaderOf, type Subject } from './regions.ts';
import type { State } from './state.ts';

/** `false` where learning the case cannot change what is known of what the question is about. */
export function mayBear(state: State, alternative: Condition, question: Condition): boolean {
  const followed = new Consequences(state);
  followed.add(alternative);
  return !followed.isComplete() || followed.touches(question);
}

/** What follows from a condition by implications, and by alternatives of which only one is left. */
class Consequences {
  readonly #state: State;
  readonly #known = new Set<number>();
  /** Leaders of the regions whose numbers may become better known, and the named booleans that become known. */
  readonly #touched = new Set<Owner>();
  #isOpen = false;

  constructor(state: State) {
    this.#state = state;
  }

  add(condition: Condition): void {
    const key = conditionKey(condition);
    if (this.#known.has(key)) return;
    this.#known.add(key);
    if (condition.kind === 'all') for (const operand of condition.operands) this.add(operand);
    else this.#note(condition);
    for (const consequence of this.#state.implied.get(key) ?? []) this.add(consequence);
  }

  /** Follows the alternatives; `false` where something is left that only learning can tell. */
  isComplete(): boolean {
    for (let before = -1; before < this.#known.size && !this.#isOpen; ) {
      before = this.#known.size;
      for (const clause of this.#state.clauses) this.#settle(clause);
    }
    return !this.#isOpen;
  }

  touches({ symbols, names }: Subject): boolean {
    for (const symbol of symbols) if (this.#isTouched(symbol)) return true;
    for (const name of names) if (this.#isTouched(name)) return true;
    return false;
  }

  #settle(clause: Condition): void {
    if (clause.kind !== 'any' || !this.touches(clause)) return;
    let left = 0;
    let last: Condition | null = null;
    for (const operand of clause.operands) {
      if (this.#known.has(conditionKey(operand))) return;
      if (this.#known.has(conditionKey(negation(operand)))) continue;
      left += 1;
      last = operand;
    }
    if (left === 1 && last !== null) this.add(last);
    else this.#isOpen = true;
  }

  #note(condition: Condition): void {
    // What alternatives of its own mean is left to learning, and so is a case that is impossible.
    const verdict = condition.kind === 'any' ? 'no' : decideCondition(this.#state, condition, 0);
    if (verdict === 'no' || this.#known.has(conditionKey(negation(condition)))) this.#isOpen = true;
    else if (verdict === 'unknown') this.#touch(condition);
  }

  #touch({ symbols, names }: Subject): void {
    for (const symbol of symbols) this.#touchOwner(symbol);
    for (const name of names) this.#touchOwner(name);
  }

  #touchOwner(owner: Owner): void {
    this.#touched.add(owner);
    this.#touched.add(leaderOf(this.#state.numbers.leaders, owner) ?? owner);
  }

  #isTouched(owner: Owner): boolean {
    return this.#touched.has(owner) || this.#touched.has(leaderOf(this.#state.numbers.leaders, owner) ?? owner);
  }
}
