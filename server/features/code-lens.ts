/** Code lenses above functions: what they rely on, and the shapes with which they are called. */
import type { CodeLens } from 'vscode-languageserver/node';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import type { ContractReport, FileAnalysis, FunctionReport } from '../analysis/report.ts';
import { headerOf } from './header.ts';
import { rangeOf } from './positions.ts';

interface CodeLensParams {
  readonly document: TextDocument;
  /** The command that lists the guards of the function at a position. */
  readonly guardsCommand: string;
}

export function codeLenses(analysis: FileAnalysis, { document, guardsCommand }: CodeLensParams): CodeLens[] {
  return analysis.functions.flatMap((func) => {
    const header = headerOf(document.getText(), func);
    if (header === null) return [];
    const range = rangeOf(document, header.name);
    const contract = analysis.contracts.find(({ end, body }) => end === func.end && body >= func.start);
    return [...guardLens(func, document, range, guardsCommand), ...callsLens(contract, range)];
  });
}

function guardLens(
  { guards }: FunctionReport,
  { uri }: TextDocument,
  range: CodeLens['range'],
  command: string,
): CodeLens[] {
  if (guards.length === 0) return [];
  const pins = guards.filter(({ specialization }) => specialization).length;
  const others = guards.length - pins;
  const parts = [
    ...(others > 0 ? [counted(others, 'guard')] : []),
    ...(pins > 0 ? [counted(pins, 'specialization')] : []),
  ];
  return [{ range, command: { title: parts.join(', '), command, arguments: [uri, range.start] } }];
}

/** Lenses beyond this many shapes say only how many there are. */
const MOST_SHAPES = 4;

/** `traced 3 times: [1, 784], [32, 784], [B, 784]`. */
function callsLens(contract: ContractReport | undefined, range: CodeLens['range']): CodeLens[] {
  const calls = contract?.calls ?? [];
  if (calls.length === 0) return [];
  const shown = calls.slice(0, MOST_SHAPES).join('; ');
  const more = calls.length > MOST_SHAPES ? ', …' : '';
  return [
    {
      range,
      command: {
        title: `traced ${calls.length === 1 ? 'once' : `${calls.length} times`}: ${shown}${more}`,
        command: '',
      },
    },
  ];
}

function counted(count: number, what: string): string {
  return `${count} ${what}${count === 1 ? '' : 's'}`;
}
