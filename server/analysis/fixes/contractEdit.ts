/** Writing contracts: a line joins the comment of a function, in the way in which that comment is written. */
import type { ts } from 'ts-morph';
import { commentsOf, holderOf, writtenContract } from '../../interpreter/contracts/written.ts';
import type { TextEdit } from '../../workspace/edits.ts';
import { indentAt, newLineOf, startOfLine } from './layout.ts';

/** The edits that add lines such as `@shape x [B, _]` to the contract of a function, or write its first. */
export function addContractLines(node: ts.Node, lines: readonly string[]): readonly TextEdit[] {
  const file = node.getSourceFile();
  return editsFor(file, node, lines).map((edit) => ({ path: file.fileName, ...edit }));
}

function editsFor(file: ts.SourceFile, node: ts.Node, lines: readonly string[]): readonly Edit[] {
  const comment = ownComment(node);
  if (comment === null) return [newComment(file, holderOf(node), lines)];
  if (!file.text.slice(comment.pos, comment.end).includes('\n')) return unfolded(file, comment, lines);
  const last = writtenContract(node).lines.findLast(({ offset }) => offset >= comment.pos && offset < comment.end);
  return [last === undefined ? atEnd(file, comment, lines) : below(file, endOfLine(file.text, last.offset), lines)];
}

type Edit = Omit<TextEdit, 'path'>;

/** The JSDoc comment directly above the function; one with a blank line between belongs to something else. */
function ownComment(node: ts.Node): ts.CommentRange | null {
  const { text } = node.getSourceFile();
  const comment = commentsOf(node).at(-1);
  if (comment === undefined || !text.startsWith('/**', comment.pos)) return null;
  const between = text.slice(comment.end, holderOf(node).getStart());
  return (between.match(/\n/g) ?? []).length > 1 ? null : comment;
}

function newComment(file: ts.SourceFile, holder: ts.Node, lines: readonly string[]): Edit {
  const start = holder.getStart(file);
  const indent = indentAt(file.text, start);
  const isFirst = file.text.slice(startOfLine(file.text, start), start).trim() === '';
  if (lines.length === 1) return insertion(start, `/** ${lines[0]} */${isFirst ? newLineOf(file.text) + indent : ' '}`);
  const text = [...commentLines(lines), ''].join(newLineOf(file.text) + indent);
  return insertion(start, text);
}

function commentLines(lines: readonly string[]): readonly string[] {
  return ['/**', ...lines.map((line) => ` * ${line}`), ' */'];
}

/** A comment of one line becomes one of several. What it says is left alone: another edit may be about that. */
function unfolded({ text }: ts.SourceFile, { pos, end }: ts.CommentRange, lines: readonly string[]): readonly Edit[] {
  const lineBreak = newLineOf(text) + indentAt(text, pos);
  const inside = text.slice(pos + 3, end - 2);
  const said = inside.trim();
  const first = pos + 3 + inside.indexOf(said);
  const [opening, ...rest] = commentLines(said === '' ? lines : ['', ...lines]);
  if (said === '') return [{ start: pos, end, text: [opening, ...rest].join(lineBreak) }];
  return [
    { start: pos, end: first, text: `${opening}${lineBreak} * ` },
    { start: first + said.length, end, text: lineBreak + rest.slice(1).join(lineBreak) },
  ];
}

/** Below a line of the contract, with its signs. */
function below(file: ts.SourceFile, end: number, lines: readonly string[]): Edit {
  const sign = /^\s*(?:\*\s?)?/.exec(file.text.slice(startOfLine(file.text, end), end))?.[0] ?? '';
  const signs = sign.includes('*') ? sign : `${indentAt(file.text, end)} * `;
  return insertion(end, lines.map((line) => newLineOf(file.text) + signs + line).join(''));
}

/** Before the end of a comment of several lines. */
function atEnd(file: ts.SourceFile, { pos, end }: ts.CommentRange, lines: readonly string[]): Edit {
  const close = end - 2;
  const start = startOfLine(file.text, close);
  const sign = file.text.slice(start, close);
  if (sign.trim() === '') {
    const before = file.text.slice(0, start).replace(/\r?\n$/, '').length;
    const signs = `${sign}* `;
    return insertion(before, lines.map((line) => newLineOf(file.text) + signs + line).join(''));
  }
  const indent = indentAt(file.text, pos);
  const said = file.text.slice(0, close).trimEnd().length;
  const added = [...lines.map((line) => ` * ${line}`), ' '];
  return { start: said, end: close, text: added.map((line) => newLineOf(file.text) + indent + line).join('') };
}

function insertion(at: number, text: string): Edit {
  return { start: at, end: at, text };
}

/** Before the line's end, and before the `*\\/` that may stand there. */
function endOfLine(text: string, offset: number): number {
  const rest = /^[^\r\n]*/.exec(text.slice(offset))?.[0] ?? '';
  const close = rest.indexOf('*/');
  return offset + (close < 0 ? rest.length : rest.slice(0, close).trimEnd().length);
}
