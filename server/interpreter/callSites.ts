/** What the calls of a file pass to parameters without types: the rank on which they agree. */
import type { ts } from 'ts-morph';
import { resolveShape, sizesOf } from '../tensor/tensor.ts';
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
  const { root } = machine.recorder;
  const file = node.getSourceFile();
  if (site === node || root === null || root.getSourceFile() !== file || site.getSourceFile() !== file) return;
  node.parameters.forEach((parameter, index) => {
    const argument = args[index];
    if (parameter.type !== undefined || parameter.dotDotDotToken !== undefined || argument === undefined) return;
    const rank = rankPassed(machine, argument);
    const known = machine.passed.get(parameter);
    machine.passed.set(parameter, known === undefined || known === rank ? rank : null);
  });
}

function rankPassed(machine: Machine, argument: Value): number | null {
  const value = settle(machine, argument);
  if (value.kind !== 'tensor') return null;
  return sizesOf(resolveShape(machine.facts, value.tensor.shape))?.length ?? null;
}
