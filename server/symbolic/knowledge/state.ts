/** What is known at a point of a program, sorted by how it is used, and indexed by symbol. */
import type { Interval } from '../algebra/interval.ts';
import type { Monomial, Size } from '../algebra/node.ts';
import type { Condition } from '../condition.ts';
import type { SizeSymbol } from '../symbol.ts';
import type { Verdict } from '../verdict.ts';
import { Layers } from './layers.ts';
import type { Multiples } from './multiples.ts';

export interface State {
  /** Symbols that an equality determines, by later unsolved ones: to be applied repeatedly. */
  readonly solved: Layers<SizeSymbol, Size>;
  /** Bounds of canonical forms; one symbol is such a form too. */
  readonly forms: Layers<Size, Interval>;
  /** The forms with bounds that mention a symbol. */
  readonly formsOf: Layers<SizeSymbol, readonly Size[]>;
  /** Products and atoms that an equality determines where it could not be solved for a symbol; by each symbol in it. */
  readonly rules: Layers<SizeSymbol, readonly Rule[]>;
  /** By each symbol in it. */
  readonly congruences: Layers<SizeSymbol, readonly Congruence[]>;
  /** Canonical sizes that are not 0, by symbol. */
  readonly excluded: Layers<SizeSymbol, readonly Size[]>;
  /** Named booleans by identity. */
  readonly truths: Layers<number, boolean>;
  /** Alternatives of which at least one holds, not yet settled. */
  readonly clauses: readonly Condition[];
  /** What holds where a condition does, by the condition's key: what one of two joined paths knew. */
  readonly implied: Layers<string, readonly Condition[]>;
  /** Symbols that some fact mentions; nothing can be simplified about others. */
  readonly mentioned: Layers<SizeSymbol, true>;
  readonly memory: Memory;
}

/** `coefficient * product` equals `replacement`, which is simpler. */
export interface Rule {
  readonly coefficient: number;
  readonly product: Monomial;
  readonly replacement: Size;
}

/** `n % divisor == remainder`. */
export interface Congruence {
  readonly id: number;
  readonly n: Size;
  readonly divisor: Size;
  readonly remainder: number;
}

/** Answers already found in this state. */
interface Memory {
  readonly simplified: Map<Size, Size>;
  readonly bounds: Map<Size, Interval>;
  /** By the congruences that they come from. */
  readonly multiples: Map<string, Multiples>;
  /** By operator and the identity of the difference. */
  readonly verdicts: Map<string, Verdict>;
}

export const EMPTY: State = {
  solved: Layers.empty(),
  forms: Layers.empty(),
  formsOf: Layers.empty(),
  rules: Layers.empty(),
  congruences: Layers.empty(),
  excluded: Layers.empty(),
  truths: Layers.empty(),
  clauses: [],
  implied: Layers.empty(),
  mentioned: Layers.empty(),
  memory: emptyMemory(),
};

function emptyMemory(): Memory {
  return { simplified: new Map(), bounds: new Map(), multiples: new Map(), verdicts: new Map() };
}

/** The state with some of its parts replaced, its memory empty. */
export function changed(state: State, fields: Partial<State>): State {
  return { ...state, ...fields, memory: emptyMemory() };
}

/** Whether no fact mentions any symbol or named boolean of the size. */
export function isUntouched(state: State, size: Size): boolean {
  return state === EMPTY || size.symbols.every((symbol) => state.mentioned.get(symbol) === undefined);
}

/** A memory does not grow without end. */
const MAX_REMEMBERED = 2000;

/** The remembered answer, or the one computed now. */
export function remember<Key, Answer>(memory: Map<Key, Answer>, key: Key, compute: () => Answer): Answer {
  const known = memory.get(key);
  if (known !== undefined) return known;
  const answer = compute();
  if (memory.size > MAX_REMEMBERED) memory.clear();
  memory.set(key, answer);
  return answer;
}

/** What the index holds with one entry more for each of these symbols. */
export function withEntry<Entry>(
  index: Layers<SizeSymbol, readonly Entry[]>,
  symbols: readonly SizeSymbol[],
  entry: Entry,
): Layers<SizeSymbol, readonly Entry[]> {
  return symbols.reduce((all, symbol) => all.with(symbol, [...(all.get(symbol) ?? []), entry]), index);
}

/** What the index holds without an entry. */
export function withoutEntry<Entry>(
  index: Layers<SizeSymbol, readonly Entry[]>,
  symbols: readonly SizeSymbol[],
  entry: Entry,
): Layers<SizeSymbol, readonly Entry[]> {
  return symbols.reduce(
    (all, symbol) =>
      all.with(
        symbol,
        (all.get(symbol) ?? []).filter((one) => one !== entry),
      ),
    index,
  );
}
