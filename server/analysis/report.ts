/** What an analysis of a file says, as plain data: the public JSON contract, and what editors need beyond it. */

import type { Code, Severity } from '../findings/codes.ts';
import type { Verdict } from '../symbolic/verdict.ts';

export { CODES, type Code, type Severity } from '../findings/codes.ts';

/** A span with its line and column, both from 1; offsets count UTF-16 units from 0. */
export interface Span {
  readonly start: number;
  readonly end: number;
  readonly line: number;
  readonly column: number;
}

export interface SymbolReport {
  readonly name: string;
  readonly origin: string;
  readonly min: number | null;
  readonly max: number | null;
  readonly hint: number | null;
}

export interface GuardReport extends Span {
  /** As the author can type it: `x.shape[1] == w.shape[0]`. */
  readonly text: string;
  /** With the names of the symbols: `x1 == w0`. */
  readonly expr: string;
  readonly kind: 'requires' | 'assumes';
  readonly specialization: boolean;
  readonly reason: string;
  readonly under: readonly string[];
}

/** A place that needs something of sizes that are not known. */
export type UntoldReport = Span & Pick<GuardReport, 'kind' | 'reason'>;

export interface ReturnReport {
  readonly shape: readonly string[] | null;
  readonly dtype: string | null;
  readonly under: readonly string[];
}

/** How the reason begins where the analysis itself failed. */
export const FAILED = 'the analysis failed here: ';

export interface FunctionReport {
  /** As the author would call it: `Net.forward`, `main`, `<module>`. */
  readonly name: string;
  readonly start: number;
  readonly end: number;
  readonly line: number;
  readonly symbols: readonly SymbolReport[];
  readonly guards: readonly GuardReport[];
  readonly untold: readonly UntoldReport[];
  readonly returns: readonly ReturnReport[];
  /** False where a budget or a construct stopped the analysis; `why` says which. */
  readonly complete: boolean;
  readonly why: string | null;
}

export type TensorState = 'known' | 'opaque' | 'partial' | 'unknown';

export interface Alternative {
  readonly under: readonly string[];
  readonly shape: readonly string[];
}

export interface TensorReport extends Span {
  /** The kind of syntax node, such as `CallExpression`. */
  readonly node: string;
  readonly state: TensorState;
  readonly rank: number | null;
  readonly shape: readonly string[] | null;
  readonly dtype: string | null;
  readonly why: string | null;
  readonly alternatives: readonly Alternative[];
}

interface FixEdit {
  readonly path: string;
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

export interface FixReport {
  readonly title: string;
  /** True for what only silences the finding: an editor offers it last, the command line not at all. */
  readonly silences?: true;
  readonly edits: readonly FixEdit[];
}

export interface RelatedReport {
  readonly path: string;
  readonly start: number;
  readonly end: number;
  readonly message: string;
}

export interface DiagnosticReport extends Span {
  readonly code: Code;
  readonly severity: Severity;
  readonly message: string;
  readonly related: readonly RelatedReport[];
  readonly fixes: readonly FixReport[];
}

/** Where an inlay hint goes: a declared name whose value is a tensor, what a function returns, a call that ends a line of a chain. */
export interface BindingReport {
  readonly kind: 'variable' | 'parameter' | 'return' | 'chain';
  /** The span of the name; for a return and in a chain, of the expression. */
  readonly start: number;
  readonly end: number;
  /** `[B, T, 64]`, or `[B, 10] | [B, 1]` where paths disagree. */
  readonly text: string;
  readonly dtype: string | null;
  /** False where the line says enough itself, as the type of a parameter does: then only hovers tell it. */
  readonly hint: boolean;
}

export interface FileReport {
  readonly path: string;
  readonly functions: readonly FunctionReport[];
  readonly tensors: readonly TensorReport[];
  readonly diagnostics: readonly DiagnosticReport[];
}

/** A guard under given sizes. */
export interface GuardTruth extends GuardReport {
  /** Whether the program gets to where it matters: the conditions of `under` all hold. */
  readonly applies: Verdict;
  readonly holds: Verdict;
  /** What is left of it for the open sizes, where that says more than its text. */
  readonly remaining: string | null;
}

/** A function under given sizes: `symbols` are those still open, shapes and results are told with the sizes put in. */
export interface InstantiatedFunction extends FunctionReport {
  readonly guards: readonly GuardTruth[];
  /** What was given, by the names of the symbols. */
  readonly sizes: Readonly<Record<string, number>>;
  /** What was given of conditions such as `training`. */
  readonly conditions: Readonly<Record<string, boolean>>;
  /** The conditions of the author's that are still open. */
  readonly open: readonly string[];
  /** The first guard that applies and does not hold, by its place among `guards`: nothing behind it is told. */
  readonly stop: number | null;
}

/** A name with its place. */
export interface NameReport {
  readonly name: string;
  readonly start: number;
  readonly end: number;
}

/** What is written about the sizes of a function: in its contract, and in shape comments inside it. */
export interface ContractReport {
  readonly name: string;
  /** From the first comment about the function to its end. */
  readonly start: number;
  readonly end: number;
  /** Where the body begins: contracts stand before it, shape comments behind. */
  readonly body: number;
  readonly parameters: readonly NameReport[];
  /** The parameters, or `returns`, of which a line of the contract tells. */
  readonly targets: readonly NameReport[];
  /** Every place where a name of a size stands, in the order of the text; the first of each name gives it its meaning. */
  readonly sizes: readonly SizeNameReport[];
  /** The contract that the function keeps by what was learned of it: lines without comment signs. */
  readonly inferred: readonly string[];
  /** The shapes of the tensors with which the function is called in this file, each once: `x [1, 784], w [784, 10]`. */
  readonly calls: readonly string[];
}

export interface SizeNameReport extends NameReport {
  /** What it is the size of where it stands: `x.shape[0]`; `null` inside a condition or a longer expression. */
  readonly origin: string | null;
}

/** The report of a file together with what only editors show. `path` is absolute here. */
export interface FileAnalysis extends FileReport {
  /** Where the analysis itself failed, how: for the log. */
  readonly failure?: string;
  readonly bindings: readonly BindingReport[];
  readonly contracts: readonly ContractReport[];
  /** How many things it speaks of: known before these are put together. */
  readonly tally: Tally;
}

export interface Tally {
  readonly functions: number;
  readonly tensors: number;
  /** Of the tensors, those whose shapes are known. */
  readonly known: number;
  /** Of the functions, those on which the analysis itself failed. */
  readonly failed: number;
}

export const NO_TALLY: Tally = { functions: 0, tensors: 0, known: 0, failed: 0 };

/** One function of a file under given sizes, with what stands in it. */
export interface Instantiation extends FileAnalysis {
  readonly functions: readonly [InstantiatedFunction];
}

export interface Stats {
  readonly files: number;
  readonly functions: number;
  readonly tensors: number;
  readonly known: number;
  readonly opaque: number;
  readonly partial: number;
  readonly unknown: number;
  readonly milliseconds: number;
}

export interface Report {
  readonly version: 1;
  readonly files: readonly FileReport[];
  readonly stats: Stats;
}
