/** Marks every expression of a test so that a run tells what it began, what it finished, and with what value. */
import { ts } from 'ts-morph';
import { BEGIN, RESULT } from './names.ts';

interface Insertion {
  readonly at: number;
  readonly text: string;
  readonly closes: boolean;
  readonly length: number;
}

/** The text with `e` as `(__begin(id), __result(id, e))`, where `id` is the file with the place of `e`. */
export function instrument(text: string, file: string): string {
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true);
  const insertions: Insertion[] = [];
  const visit = (node: ts.Node): void => {
    if (isWatched(node)) {
      const [start, end] = [node.getStart(), node.end];
      const id = JSON.stringify(`${file}:${start}-${end}`);
      const length = end - start;
      insertions.push({ at: start, text: `(${BEGIN}(${id}),${RESULT}(${id},`, closes: false, length });
      insertions.push({ at: end, text: '))', closes: true, length });
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return inserted(text, insertions);
}

/** At one place what closes comes first, the inner one before the outer; of what opens the outer one comes first. */
function inserted(text: string, insertions: readonly Insertion[]): string {
  const ordered = [...insertions].sort(
    (a, b) =>
      a.at - b.at || Number(b.closes) - Number(a.closes) || (a.closes ? a.length - b.length : b.length - a.length),
  );
  let result = '';
  let done = 0;
  for (const { at, text: added } of ordered) {
    result += text.slice(done, at) + added;
    done = at;
  }
  return result + text.slice(done);
}

/** Calls, and what is read where a value is used; not what is written to, nor what a call or an update needs in place. */
function isWatched(node: ts.Node): boolean {
  const { parent } = node;
  if (parent === undefined || isPartOfChain(node, parent) || isUpdated(parent)) return false;
  if (ts.isCallExpression(node)) {
    const { kind } = node.expression;
    return kind !== ts.SyntaxKind.SuperKeyword && kind !== ts.SyntaxKind.ImportKeyword;
  }
  if (ts.isNewExpression(node) || ts.isAwaitExpression(node)) return true;
  if (!ts.isIdentifier(node) && !ts.isElementAccessExpression(node) && !ts.isPropertyAccessExpression(node))
    return false;
  if (ts.isCallExpression(parent)) return parent.arguments.includes(node);
  if (ts.isPropertyAccessExpression(parent)) {
    return parent.expression === node && !(ts.isIdentifier(node) && (node.text === 'tf' || node.text === 'jasmine'));
  }
  return ts.isArrayLiteralExpression(parent) && !isAssigned(parent);
}

function isPartOfChain(node: ts.Node, parent: ts.Node): boolean {
  const isBase =
    (ts.isPropertyAccessExpression(parent) || ts.isCallExpression(parent) || ts.isElementAccessExpression(parent)) &&
    parent.expression === node;
  return isBase && (parent.flags & ts.NodeFlags.OptionalChain) !== 0;
}

function isUpdated(parent: ts.Node): boolean {
  if (ts.isDeleteExpression(parent)) return true;
  if (!ts.isPrefixUnaryExpression(parent) && !ts.isPostfixUnaryExpression(parent)) return false;
  return parent.operator === ts.SyntaxKind.PlusPlusToken || parent.operator === ts.SyntaxKind.MinusMinusToken;
}

function isAssigned(list: ts.Node): boolean {
  return ts.isBinaryExpression(list.parent) && list.parent.left === list;
}
