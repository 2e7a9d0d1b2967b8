/** An `Ask` that records the guards of one run, and evaluates them where its symbols have values. */
import { type Advice, type Ask, type DataFile, Refused, type Taped, Unreadable } from '../../server/kernels/ask.ts';
import { type Claim, type Condition, toCondition } from '../../server/symbolic/condition.ts';
import { Facts } from '../../server/symbolic/facts.ts';
import type { Reason } from '../../server/symbolic/place.ts';
import { holds as compare, type Relation } from '../../server/symbolic/relation.ts';
import { evaluate, fromSymbol, type Size } from '../../server/symbolic/size.ts';
import { makeSymbol, type SizeSymbol } from '../../server/symbolic/symbol.ts';
import { makeSpread } from '../../server/tensor/spread.ts';
import type { Shape } from '../../server/tensor/tensor.ts';

export interface RecordedGuard {
  readonly kind: 'requires' | 'assumes';
  readonly condition: Condition;
  readonly reason: string;
}

export class RecordingAsk implements Ask {
  facts = Facts.none;
  readonly guards: RecordedGuard[] = [];

  require(claim: Claim, reason: string, words?: () => string, advice?: Advice): void {
    this.#note('requires', claim, reason, words, advice);
  }

  assume(claim: Claim, reason: string): void {
    this.#note('assumes', claim, reason);
  }

  fresh(name: string, min = 0): Size {
    return fromSymbol(makeSymbol({ name, origin: name, backing: 'data', min }));
  }

  opaque(name: string, why: Reason, rank?: number): Shape {
    if (rank === undefined) return [makeSpread({ name, origin: name, backing: 'opaque', why })];
    return Array.from({ length: rank }, (_, index) =>
      fromSymbol(makeSymbol({ name: `${name}${index}`, origin: `${name}.shape[${index}]`, backing: 'opaque', why })),
    );
  }

  /** What stands in the files that the run may read, by name. */
  files: ReadonlyMap<string, DataFile> = new Map();

  file(name: string): DataFile {
    const found = this.files.get(name);
    if (found !== undefined) return found;
    throw new Unreadable({ message: `\`${name}\` is no file`, place: null });
  }

  readonly registry = new Map<string, unknown>();
  #counts = new Map<string, number>();

  count(name: string): number {
    const made = (this.#counts.get(name) ?? 0) + 1;
    this.#counts.set(name, made);
    return made;
  }

  tape<T>(run: () => T): Taped<T> {
    return { value: run(), madeBy: () => null };
  }

  unknown(message: string): Shape {
    return [makeSpread({ name: '?', origin: '?', backing: 'unknown', why: { message, place: null } })];
  }

  #note(kind: RecordedGuard['kind'], claim: Claim, reason: string, words?: () => string, advice?: Advice): void {
    const verdict = this.facts.decide(claim);
    if (verdict === 'no') throw new Refused(reason, claim, words?.() ?? null, advice?.() ?? null);
    if (verdict === 'yes') return;
    this.guards.push({ kind, condition: toCondition(claim), reason });
    this.facts = this.facts.assume(claim);
  }
}

export type ValueOf = (symbol: SizeSymbol) => number | null;

/** Whether a condition holds where symbols have values; `null` where some have none. */
export function holds(condition: Condition, valueOf: ValueOf): boolean | null {
  switch (condition.kind) {
    case 'constant':
      return condition.value;
    case 'relation':
      return relationHolds(condition.relation, valueOf);
    case 'named':
      return null;
    case 'not': {
      const operand = holds(condition.operand, valueOf);
      return operand === null ? null : !operand;
    }
    case 'all':
      return combine(
        condition.operands.map((operand) => holds(operand, valueOf)),
        false,
      );
    case 'any':
      return combine(
        condition.operands.map((operand) => holds(operand, valueOf)),
        true,
      );
  }
}

/** `decisive` wins, then an unknown; else the other one. */
function combine(truths: readonly (boolean | null)[], decisive: boolean): boolean | null {
  if (truths.includes(decisive)) return decisive;
  return truths.includes(null) ? null : !decisive;
}

function relationHolds(relation: Relation, valueOf: ValueOf): boolean | null {
  const left = evaluate(relation.left, valueOf);
  const right = evaluate(relation.right, valueOf);
  return left === null || right === null ? null : compare(relation.op, left, right);
}
