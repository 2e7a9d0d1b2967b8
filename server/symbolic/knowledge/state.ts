/** What is known at a point of a program, sorted by how it is used, and indexed by symbol. */
import type { Owner } from '../algebra/intern.ts';
import type { Interval } from '../algebra/interval.ts';
import type { Monomial, Size } from '../algebra/node.ts';
import type { Condition } from '../condition.ts';
import type { SizeSymbol } from '../symbol.ts';
import { Layers } from './layers.ts';
import { emptyMemory, type Memory } from './memory.ts';
import type { Leaders } from './regions.ts';
import { Run } from './run.ts';

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
  readonly implied: Layers<number, readonly Condition[]>;
  /** Nothing can be simplified about symbols that are in none. */
  readonly leaders: Leaders;
  /** What is known of a region, by its leader. */
  readonly versions: Layers<Owner, number>;
  /** Answers found while the state is being made; `null` where they are shared through its run. */
  readonly memory: Memory | null;
  readonly run: Run;
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
  leaders: Layers.empty(),
  versions: Layers.empty(),
  memory: emptyMemory(),
  run: new Run(),
};

/** No facts, at the beginning of a run. */
export function beginning(): State {
  return { ...EMPTY, memory: null, run: new Run() };
}

/** The state with some of its parts replaced, its memory empty. */
export function changed(state: State, fields: Partial<State>): State {
  // What nobody began as a run is one by itself.
  const run = state === EMPTY ? new Run() : state.run;
  return { ...state, ...fields, memory: emptyMemory(), run };
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
