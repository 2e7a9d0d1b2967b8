/** The summaries that were made, by functions and by abstractions of what they are called with. */
import { ts } from 'ts-morph';
import { writtenContract } from '../contracts/written.ts';
import { type Machine, placeOf } from '../machine.ts';
import type { Closure, Value } from '../values.ts';
import { type Abstraction, abstractionOf } from './abstraction.ts';
import { readsCall } from './purity.ts';
import { type BeforeInputs, beginRun, type Summarized, type Summary, summarize } from './summary.ts';

export type Summaries = Map<ts.Node, KnownSummaries>;

/** What is known of a function. */
export interface KnownSummaries {
  /** By the keys of abstractions; `null` for runs that cannot be summarized. */
  readonly made: Map<string, Summary | null>;
  /** Whether a run lost a shape, as the others will. */
  losesShapes: boolean;
  /** Whether calls took some that are no longer here. */
  readonly isPartial: boolean;
}

/** A function is summarized for at most so many abstractions of its inputs. */
const MOST_ABSTRACTIONS = 16;

/** After so many that could not be summarized, or lost shapes, others are not tried. */
const MOST_FAILURES = 2;

/** The summary for calls with such arguments, made where there is none yet; `null` where it cannot be made. */
export function summaryFor(
  machine: Machine,
  closure: Closure,
  args: readonly Value[],
  run: (inputs: readonly Value[]) => Value,
): Summary | null {
  const { node } = closure;
  const abstractions = abstractionsOf(machine, node, args);
  if (abstractions === null) return null;
  const known = summariesOf(machine, node);
  const key = keyOf(abstractions);
  const before = known.made.get(key);
  if (before !== undefined) return before;
  // A run sees what its caller has changed: others may not take it over.
  if (isFull(known) || machine.journal.outward > 0) return null;
  // Until it has ended, calls of itself are run.
  known.made.set(key, null);
  return keep(machine, known, key, summarize(machine, closure, abstractions, run));
}

/**
 * Runs a root: later calls of it on such inputs take what it needs and gives from this run.
 * @param before what was there before its inputs were made
 */
export function runForCalls(
  machine: Machine,
  closure: Closure,
  args: readonly Value[],
  before: BeforeInputs,
  run: () => Value,
): Value {
  const { node } = closure;
  const mayBeCalled = isOfModule(closure) && !machine.isSparing && hasSummaries(node);
  const abstractions = mayBeCalled ? abstractionsOf(machine, node, args) : null;
  const known = summariesOf(machine, node);
  if (abstractions === null || known.made.has(keyOf(abstractions)) || isFull(known)) return run();
  // What it writes into its inputs is an effect. The fresh run that it is part of ends this one.
  machine.journal.begin();
  const summarized = beginRun(machine, { node, abstractions, inputs: args, before });
  const value = run();
  keep(machine, known, keyOf(abstractions), summarized(value));
  return value;
}

function keep(
  { journal }: Machine,
  known: KnownSummaries,
  key: string,
  { summary, losesShapes }: Summarized,
): Summary | null {
  if (summary?.isPassing === true) journal.keep(known.made, key, summary);
  else known.made.set(key, summary);
  known.losesShapes ||= losesShapes;
  return summary;
}

/** Whether the text of a function is one that calls may take by summary. */
export function hasSummaries(node: Closure['node']): boolean {
  if (node.asteriskToken !== undefined || node.body === undefined || isAsync(node)) return false;
  return !readsCall(node) && writtenContract(node).lines.length === 0;
}

function isAsync(node: ts.FunctionLikeDeclaration): boolean {
  return (
    ts.canHaveModifiers(node) && ts.getModifiers(node)?.some(({ kind }) => kind === ts.SyntaxKind.AsyncKeyword) === true
  );
}

/** Whether a function stands in a module itself, and belongs to no class. */
export function isOfModule({ scope, self, home }: Closure): boolean {
  return scope.parent === null && self === null && home === null;
}

function summariesOf({ summaries }: Machine, node: ts.Node): KnownSummaries {
  const known = summaries.get(node) ?? { made: new Map(), losesShapes: false, isPartial: false };
  summaries.set(node, known);
  return known;
}

function isFull({ made, losesShapes }: KnownSummaries): boolean {
  if (losesShapes || made.size >= MOST_ABSTRACTIONS) return true;
  return [...made.values()].filter((one) => one === null || one.losesShapes).length >= MOST_FAILURES;
}

/** `null` where one of the inputs has none. */
function abstractionsOf(
  machine: Machine,
  node: ts.FunctionLikeDeclaration,
  args: readonly Value[],
): readonly Abstraction[] | null {
  const abstractions = args.map((arg, index) => abstractionOf(machine, arg, namingOf(node, index)));
  return abstractions.every((one) => one !== null) ? abstractions : null;
}

function keyOf(abstractions: readonly Abstraction[]): string {
  return abstractions.map(({ key }) => key).join('; ');
}

function namingOf(node: ts.FunctionLikeDeclaration, index: number): Parameters<typeof abstractionOf>[2] {
  const parameter = node.parameters[index];
  const origin = parameter !== undefined && ts.isIdentifier(parameter.name) ? parameter.name.text : '';
  return { origin, why: { message: `what is passed for \`${origin}\``, place: placeOf(parameter ?? node) } };
}
