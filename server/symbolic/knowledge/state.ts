/** What is known at a point of a program, sorted by how it is used, and indexed by symbol. */
import type { Interval } from '../algebra/interval.ts';
import type { Monomial, Size } from '../algebra/node.ts';
import type { Condition } from '../condition.ts';
import type { SizeSymbol } from '../symbol.ts';
import { Layers } from './layers.ts';
import { emptyMemory, type Memory } from './memory.ts';
import { NO_REGIONS, type Regions, type Subject, withVersion } from './regions.ts';
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
  /** What all facts connect. */
  readonly regions: Regions;
  /** What facts about numbers connect: nothing can be simplified about symbols that are in none. */
  readonly numbers: Regions;
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
  regions: NO_REGIONS,
  numbers: NO_REGIONS,
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

/**
 * The state after a fact about the subject was put in: it shares answers with all states in which the same is known.
 * Numbers do not follow from alternatives and implications, as long as these are not settled.
 */
export function withFact(
  before: State,
  after: State,
  subject: Subject,
  fact: string,
  kind: 'number' | 'connection',
): State {
  if (subject.symbols.length === 0 && subject.names.length === 0) return after;
  const { run } = after;
  const regions = withVersion(run, before.regions, subject, fact);
  const numbers = kind === 'number' ? withVersion(run, before.numbers, subject, fact) : before.numbers;
  return { ...after, regions, numbers, memory: null };
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
