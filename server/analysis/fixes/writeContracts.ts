/** "Write contracts": what was learned of the functions of a file becomes their contracts. */
import { ts } from 'ts-morph';
import { writtenContract } from '../../interpreter/contracts/written.ts';
import { functionName } from '../../interpreter/machine.ts';
import type { TextEdit } from '../../workspace/edits.ts';
import type { Part } from '../parts/part.ts';
import type { DiagnosticReport, FixReport } from '../report.ts';
import type { FixContext } from './candidate.ts';
import { addContractLines } from './contractEdit.ts';
import { analysedAfter, movedBy, newErrors } from './improve.ts';

interface Writing {
  readonly root: ts.Node;
  readonly edits: readonly TextEdit[];
}

/** The contracts of all functions that have tensors; those that would be violated are left out. `null` where there is nothing to write. */
export function writeContracts(context: FixContext): FixReport | null {
  const edits = verified(
    context,
    context.parts.flatMap((part) => writingOf(context, part)),
  );
  return edits === null ? null : { title: 'Write contracts for this file', edits };
}

/** The contract of the function whose header is at an offset. */
export function writeContractAt(context: FixContext, offset: number): FixReport | null {
  const contract = context.analysis.contracts.find((one) => one.start <= offset && offset < one.body);
  const part = context.parts.find(({ root }) => contract !== undefined && root.end === contract.end);
  const edits = part === undefined ? null : verified(context, writingOf(context, part));
  return edits === null || part === undefined
    ? null
    : { title: `Write the contract of ${functionName(part.root)}`, edits };
}

/** The lines that the function's contract does not have yet. */
function writingOf({ analysis }: FixContext, { root }: Part): readonly Writing[] {
  if (ts.isSourceFile(root)) return [];
  const inferred =
    analysis.contracts.find(({ end, body }) => end === root.end && body > root.getStart())?.inferred ?? [];
  const { lines, problems } = writtenContract(root);
  if (problems.length > 0) return [];
  const told = lines.map(({ line }) => (line.kind === 'shape' ? `@shape ${line.target} ` : '@where '));
  const added = inferred.filter((line) => !told.some((start) => line.startsWith(start)));
  return added.length === 0 ? [] : [{ root, edits: addContractLines(root, added) }];
}

/** The edits after which no error comes: a function that gets one keeps its text, and the others are tried again. */
function verified(context: FixContext, writings: readonly Writing[]): readonly TextEdit[] | null {
  let kept = writings;
  for (let round = 0; round < 3 && kept.length > 0; round++) {
    const edits = kept.flatMap((one) => one.edits);
    const wrong = newErrors(context, analysedAfter(context, edits).analysis.diagnostics, edits);
    if (wrong.length === 0) return edits;
    const { path } = context;
    const isWrong = ({ root }: Writing) =>
      wrong.some((error) => isIn(error, movedBy(edits, path, root.getStart()), movedBy(edits, path, root.end)));
    const right = kept.filter((one) => !isWrong(one));
    if (right.length === kept.length) return null;
    kept = right;
  }
  return null;
}

function isIn({ start }: DiagnosticReport, from: number, to: number): boolean {
  return start >= from && start < to;
}
