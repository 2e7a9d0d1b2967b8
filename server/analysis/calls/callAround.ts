/** The call in whose parentheses a place is. */
import { ts } from 'ts-morph';

export interface CallAround {
  readonly call: ts.CallExpression | ts.NewExpression;
  /** The argument that stands at the place, or would, by its number. */
  readonly active: number;
}

/** `null` outside of parentheses, and in the block of a callback: what is written there is no argument. */
export function callAround(file: ts.SourceFile, offset: number): CallAround | null {
  let found: CallAround | null = null;
  const visit = (node: ts.Node): void => {
    if (node.getStart(file) >= offset || node.end < offset) return;
    if (ts.isBlock(node) || ts.isClassLike(node)) found = null;
    if (ts.isCallExpression(node) || ts.isNewExpression(node)) found = inside(file, node, offset) ?? found;
    ts.forEachChild(node, visit);
  };
  ts.forEachChild(file, visit);
  return found;
}

function inside(file: ts.SourceFile, call: CallAround['call'], offset: number): CallAround | null {
  const tokens = call.getChildren(file);
  const open = tokens.find(({ kind }) => kind === ts.SyntaxKind.OpenParenToken);
  const close = tokens.find(({ kind }) => kind === ts.SyntaxKind.CloseParenToken);
  if (open === undefined || offset < open.end || (close !== undefined && offset > close.getStart(file))) return null;
  const list = tokens[tokens.indexOf(open) + 1]?.getChildren(file) ?? [];
  const commas = list.filter(({ kind, end }) => kind === ts.SyntaxKind.CommaToken && end <= offset);
  return { call, active: commas.length };
}
