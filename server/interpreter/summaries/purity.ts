/** What a summary may not know of: what a function reads beside its parameters, and what its caller has changed. */
import { ts } from 'ts-morph';
import { writesIn } from '../writesIn.ts';

const known = new WeakMap<ts.Node, boolean>();

/** Whether a function sees its call otherwise than by plain parameters: `this`, `super`, `arguments`, a list of the rest. */
export function readsCall(node: ts.FunctionLikeDeclaration): boolean {
  let verdict = known.get(node);
  if (verdict === undefined) {
    const visit = (child: ts.Node): boolean =>
      child.kind === ts.SyntaxKind.ThisKeyword ||
      child.kind === ts.SyntaxKind.SuperKeyword ||
      ts.isMetaProperty(child) ||
      (ts.isIdentifier(child) && child.text === 'arguments') ||
      ts.forEachChild(child, visit) === true;
    // A run by itself is given rest parameters as one list, and `this` among its inputs.
    verdict = node.parameters.some(isSpecial) || visit(node);
    known.set(node, verdict);
  }
  return verdict;
}

function isSpecial({ dotDotDotToken, name }: ts.ParameterDeclaration): boolean {
  return dotDotDotToken !== undefined || (ts.isIdentifier(name) && name.text === 'this');
}

/** Whether some functions may have written, by whatever name, what others look for. */
export function mayConcern(writers: Iterable<ts.Node>, readers: readonly ts.Node[]): boolean {
  const written = new Set<string>();
  for (const node of writers) {
    const { names, properties, changed } = writesIn(node);
    for (const set of [names, properties, changed]) for (const name of set) written.add(name);
  }
  return readers.some((node) => [...writesIn(node).mentions].some((name) => written.has(name)));
}
