/** What the calls of a file pass to parameters whose types state no rank: the rank on which they agree. */
import type { ts } from 'ts-morph';
import { symbolsOf } from '../symbolic/size.ts';
import { isSpread, resolveShape, sizesOf } from '../tensor/tensor.ts';
import type { Machine } from './machine.ts';
import { settle } from './settle.ts';
import type { Value } from './values.ts';

/** The rank on which the calls agree; `null` for a parameter that is given several, or other values too. */
export type PassedRanks = Map<ts.ParameterDeclaration, number | null>;

/** Notes the arguments of a call, for calls that stand in the file of the function while that file is analysed. */
export function noteCall(
  machine: Machine,
  node: ts.FunctionLikeDeclaration,
  args: readonly Value[],
  site: ts.Node,
): void {
  const { root, isAbstract } = machine.recorder;
  const file = node.getSourceFile();
  if (isAbstract || site === node || root === null || root.getSourceFile() !== file || site.getSourceFile() !== file)
    return;
  node.parameters.forEach((parameter, index) => {
    const argument = args[index];
    if (parameter.dotDotDotToken !== undefined || argument === undefined) return;
    const rank = rankPassed(machine, argument);
    if (rank === undefined) return;
    notePassed(machine, parameter, rank);
  });
}

/** What the calls in a file were found to pass so far. */
export function ranksIn({ passed }: Machine, file: ts.SourceFile): PassedRanks {
  const known = passed.get(file) ?? new Map();
  passed.set(file, known);
  return known;
}

/** Runs something where these ranks are what was passed in a file; what it passes there itself is forgotten. */
export function withRanks<T>(machine: Machine, file: ts.SourceFile, ranks: PassedRanks, run: () => T): T {
  const before = ranksIn(machine, file);
  machine.passed.set(file, new Map(ranks));
  const result = run();
  machine.passed.set(file, before);
  return result;
}

/** Notes it for all runs, and as told by the present one. */
function notePassed(machine: Machine, parameter: ts.ParameterDeclaration, rank: number | null): void {
  const here = ranksIn(machine, parameter.getSourceFile());
  for (const ranks of [here, machine.recorder.ranksPassed]) mergeRank(ranks, parameter, rank);
}

export function mergeRank(ranks: PassedRanks, parameter: ts.ParameterDeclaration, rank: number | null): void {
  const known = ranks.get(parameter);
  ranks.set(parameter, known === undefined || known === rank ? rank : null);
}

/** `null` for what is no tensor, `undefined` for what may be a tensor of any rank. */
function rankPassed(machine: Machine, argument: Value): number | null | undefined {
  const value = settle(machine, argument);
  if (value.kind === 'unknown') return undefined;
  if (value.kind === 'alternatives') {
    const ranks = new Set(
      value.cases.map((one) => rankPassed(machine, one.value)).filter((rank) => rank !== undefined),
    );
    const [rank] = ranks;
    return ranks.size > 1 ? null : rank;
  }
  if (value.kind !== 'tensor') return null;
  return sizesOf(resolveShape(machine.facts, value.tensor.shape))?.length;
}

/** A function that asks for the rank of an input goes on with any, whatever the calls that are seen pass. */
export function noteAskedRanks(
  machine: Machine,
  parameters: readonly ts.ParameterDeclaration[],
  inputs: readonly Value[],
): void {
  parameters.forEach((parameter, index) => {
    const input = inputs[index];
    const [dim] = input?.kind === 'tensor' ? input.tensor.shape : [];
    if (dim === undefined || !isSpread(dim)) return;
    const isAsked = symbolsOf(dim.source.rank).some((symbol) => machine.recorder.ranks.get(symbol) === null);
    if (isAsked) notePassed(machine, parameter, null);
  });
}
