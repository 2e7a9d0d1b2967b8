/** What is wrong with the contracts of a file themselves: lines that cannot be read, parameters that do not exist. */
import { ts } from 'ts-morph';
import type { Finding } from '../findings/finding.ts';
import { malformedContract } from '../findings/malformedContract.ts';
import { type ContractProblem, hasContracts, writtenContract } from '../interpreter/contracts/written.ts';
import { functionName } from '../interpreter/machine.ts';
import { namesOf } from '../interpreter/modules.ts';

export function contractProblems(file: ts.SourceFile): readonly Finding[] {
  const findings: Finding[] = [];
  if (!hasContracts(file.text)) return findings;
  const visit = (node: ts.Node): void => {
    if (ts.isFunctionLike(node))
      findings.push(...problemsOf(node).map(({ place, message }) => malformedContract(place, message)));
    ts.forEachChild(node, visit);
  };
  visit(file);
  return findings;
}

function problemsOf(node: ts.SignatureDeclaration): readonly ContractProblem[] {
  const { lines, problems } = writtenContract(node);
  if (lines.length === 0) return problems;
  const file = node.getSourceFile().fileName;
  const names = node.parameters.flatMap(({ name }) => namesOf(name));
  const lost = lines.flatMap(({ line, offset }): ContractProblem[] => {
    if (line.kind !== 'shape' || line.target === 'returns' || names.includes(rootOf(line.target))) return [];
    const { start, end } = line.targetSpan;
    const message = `\`${functionName(node)}\` has no parameter \`${line.target}\``;
    return [{ place: { file, start: offset + start, end: offset + end }, message }];
  });
  return [...problems, ...lost];
}

/** `options` of `options.mask`. */
function rootOf(target: string): string {
  return target.split('.')[0] ?? target;
}
