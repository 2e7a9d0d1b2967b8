/** Lists for the commands: the guards of a function, what is not known and why, and the contract to copy. */
import type { Position } from 'vscode-languageserver/node';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import type { Remark, Remarks } from '../../shared/messages.ts';
import type { FileAnalysis, FunctionReport, GuardReport } from '../analysis/report.ts';
import { contains, type Offsets, offsetOf } from './positions.ts';
import { contractAround } from './size-names.ts';

interface RemarksParams {
  readonly document: TextDocument;
  readonly position: Position;
}

/** The guards of the innermost function at a position, else of the whole file. */
export function guardRemarks(analysis: FileAnalysis, { document, position }: RemarksParams): Remarks {
  const func = functionAt(analysis, offsetOf(document, position));
  const functions = func === null ? analysis.functions : [func];
  const remarks = functions
    .flatMap(({ guards }) => guards)
    .map((guard) => remark(document, guard, guard.text, guardDetail(guard)));
  return { title: func === null ? 'Guards of this file' : `Guards of ${func.name}`, remarks };
}

/** Every tensor whose shape is not known in full, with the reason; those that only pass one on are left out. */
export function unknownRemarks({ tensors }: FileAnalysis, document: TextDocument): Remarks {
  const seen = new Set<string>();
  const remarks = tensors.flatMap((tensor) => {
    const { state, why, node, start, end } = tensor;
    if (state === 'known' || node === 'Identifier' || why === null || seen.has(why)) return [];
    seen.add(why);
    return [remark(document, tensor, document.getText().slice(start, end).replace(/\s+/g, ' ').slice(0, 60), why)];
  });
  return { title: 'What is not known, and why', remarks };
}

/** The contract of the function at a position, as a comment; `null` where nothing was learned. */
export function contractToCopy(analysis: FileAnalysis, { document, position }: RemarksParams): string | null {
  const lines = contractAround(analysis, offsetOf(document, position))?.inferred ?? [];
  return lines.length === 0 ? null : `/**\n${lines.map((line) => ` * ${line}`).join('\n')}\n */`;
}

function functionAt({ functions }: FileAnalysis, at: Offsets): FunctionReport | null {
  return functions
    .filter((one) => one.name !== '<module>' && contains(one, at))
    .reduce<FunctionReport | null>(
      (best, one) => (best && best.end - best.start <= one.end - one.start ? best : one),
      null,
    );
}

function guardDetail({ kind, reason, under, specialization }: GuardReport): string {
  const verb = kind === 'requires' ? 'required' : 'assumed';
  const when = under.length === 0 ? '' : ` where ${under.join(' and ')}`;
  return `${verb} by ${reason}${when}${specialization ? '; pins a size' : ''}`;
}

function remark(document: TextDocument, { start }: Offsets, label: string, detail: string): Remark {
  return { label, detail, ...document.positionAt(start) };
}
