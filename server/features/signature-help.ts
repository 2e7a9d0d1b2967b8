/** Signature help: the parameters of a call, with the shapes that they take. */
import type {
  MarkupKind,
  ParameterInformation,
  Position,
  SignatureHelp,
  SignatureInformation,
} from 'vscode-languageserver/node';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import type { CallReport } from '../analysis/calls/report.ts';
import { code, markup } from './markdown.ts';

export const SIGNATURE_TRIGGERS = ['(', ','];

/** Not worth an analysis, since nothing of ours can stand there: a statement's parentheses, and the language's own objects. */
const FOREIGN =
  /(?:\b(?:if|for|while|switch|catch|function|require|import)|^(?:console|Math|JSON|Object|Number|document|window)\.[\w.]+)\s*$/;

/** Whether the text before a place may be that of a call: an editor waits for our answer before it asks others. */
export function mayBeInCall(document: TextDocument, position: Position): boolean {
  const text = document.getText({
    start: { line: Math.max(0, position.line - MOST_LINES), character: 0 },
    end: position,
  });
  let depth = 0;
  for (let at = text.length - 1; at >= 0; at--) {
    if (text[at] === ')') depth++;
    if (text[at] !== '(' || depth-- > 0) continue;
    const [callee = ''] = /[\w$.?!\s]*$/.exec(text.slice(0, at)) ?? [];
    return callee.trim() !== '' && !FOREIGN.test(callee.trim());
  }
  return false;
}

/** Calls with more lines before the cursor are rare, and looked at in any case. */
const MOST_LINES = 100;

export function signatureHelp(report: CallReport, format: MarkupKind): SignatureHelp {
  return { signatures: [signatureOf(report, format)], activeSignature: 0, activeParameter: report.active };
}

/** The label in parts, so that the editor can tell which of them is a parameter. */
function signatureOf(report: CallReport, format: MarkupKind): SignatureInformation {
  let label = `${report.name}(`;
  const parameters = report.parameters.map((parameter, index): ParameterInformation => {
    if (index > 0) label += ', ';
    const start = label.length;
    label += parameter.label;
    const documentation = markup([shapesText(parameter), parameter.about], format);
    return { label: [start, label.length], ...(documentation.value !== '' && { documentation }) };
  });
  label += report.result === null ? ')' : `): ${report.result}`;
  const about = [
    report.where.length === 0 ? '' : `where ${report.where.map(code).join(', ')}`,
    report.about,
    report.link === null ? '' : `[${report.link}](${report.link})`,
  ];
  const documentation = markup(about, format);
  return { label, parameters, ...(documentation.value !== '' && { documentation }) };
}

/** What the label does not tell. */
function shapesText({ label, takes, given }: CallReport['parameters'][number]): string {
  const taken = takes === null || label.includes(takes) ? [] : [`takes ${code(takes)}`];
  return [...taken, ...(given === null ? [] : [`this one is ${code(given)}`])].join('; ');
}
