/** Contracts in the text: the comments that belong to a function, and the lines of ours in them. */
import { ts } from 'ts-morph';
import { type ContractLine, parseContractLine } from '../../symbolic/grammar.ts';
import type { Place } from '../../symbolic/place.ts';
import { perTree } from '../perTree.ts';

/** A line of a contract; its spans count from `offset` in the file. */
export interface PlacedLine {
  readonly line: ContractLine;
  readonly offset: number;
}

export interface ContractProblem {
  readonly place: Place;
  readonly message: string;
}

export interface WrittenContract {
  readonly lines: readonly PlacedLine[];
  readonly problems: readonly ContractProblem[];
}

const TAG = /^\s*@(?:shape|where)\b/;

/** Whether a text may have contracts at all. */
export function hasContracts(text: string): boolean {
  return /@(?:shape|where)\b/.test(text);
}

/** Calls ask for it as often as they are made. */
const contracts = perTree<WrittenContract>();

/** The lines with a tag of ours in the comments of a function; those that cannot be read are problems. */
export function writtenContract(node: ts.Node): WrittenContract {
  return contracts(node, readContract);
}

function readContract(node: ts.Node): WrittenContract {
  const file = node.getSourceFile();
  const lines: PlacedLine[] = [];
  const problems: ContractProblem[] = [];
  for (const { text, offset } of commentsOf(node).flatMap((comment) => linesOf(file.text, comment))) {
    if (!TAG.test(text)) continue;
    const parsed = parseContractLine(text);
    if ('line' in parsed) {
      lines.push({ line: parsed.line, offset });
      continue;
    }
    const { message, start, end } = parsed.error;
    // At the end of the line there is nothing to underline: the last character stands for it.
    const first = start < text.length ? start : text.length - 1;
    const place = { file: file.fileName, start: offset + first, end: offset + Math.max(end, first + 1) };
    problems.push({ place, message: `this line of the contract cannot be read: ${message}` });
  }
  return { lines, problems };
}

/** The comments that belong to a function: those above the statement, property or method that holds it. */
export function commentsOf(node: ts.Node): readonly ts.CommentRange[] {
  const { text } = node.getSourceFile();
  const holder = holderOf(node);
  const above = ts.getLeadingCommentRanges(text, holder.getFullStart()) ?? [];
  // What follows another token on its line belongs to that one, except before an expression or a member.
  const beside = ts.isStatement(holder) ? [] : (ts.getTrailingCommentRanges(text, holder.getFullStart()) ?? []);
  const own = holder === node ? [] : (ts.getTrailingCommentRanges(text, node.getFullStart()) ?? []);
  const comments = new Map([...beside, ...above, ...own].map((comment) => [comment.pos, comment]));
  return [...comments.values()].filter(({ end }) => end <= node.getStart());
}

/** The node above which people write about a function: the variable's statement, the property, the assignment. */
export function holderOf(node: ts.Node): ts.Node {
  const { parent } = node;
  if (ts.isParenthesizedExpression(parent) || ts.isAsExpression(parent) || ts.isSatisfiesExpression(parent)) {
    return holderOf(parent);
  }
  if (ts.isVariableDeclaration(parent)) {
    const list = parent.parent;
    return ts.isVariableDeclarationList(list) && ts.isVariableStatement(list.parent) && list.declarations[0] === parent
      ? list.parent
      : parent;
  }
  if (ts.isPropertyDeclaration(parent) || ts.isPropertyAssignment(parent) || ts.isExportAssignment(parent))
    return parent;
  const isAssigned = ts.isBinaryExpression(parent) && parent.operatorToken.kind === ts.SyntaxKind.EqualsToken;
  return isAssigned && ts.isExpressionStatement(parent.parent) ? parent.parent : node;
}

/** The lines of a comment without its signs, each with its offset in the file. */
function linesOf(text: string, { pos, end }: ts.CommentRange): { text: string; offset: number }[] {
  const lines: { text: string; offset: number }[] = [];
  let start = pos;
  for (const raw of text.slice(pos, end).split('\n')) {
    const sign = /^\s*(?:\/\*\*?|\*(?!\/)|\/\/)?\s?/.exec(raw)?.[0].length ?? 0;
    lines.push({
      text: raw
        .slice(sign)
        .replace(/\*\/\s*$/, '')
        .trimEnd(),
      offset: start + sign,
    });
    start += raw.length + 1;
  }
  return lines;
}
