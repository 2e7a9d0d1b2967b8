/** What a summary may not know of: what a function reads beside its parameters, and what its caller has changed. */
import { ts } from 'ts-morph';
import { writesIn } from '../writesIn.ts';

const known = new WeakMap<ts.Node, boolean>();

/** Whether the text of a function speaks of its call otherwise than by parameters: `this`, `super`, `arguments`. */
export function readsCall(node: ts.FunctionLikeDeclaration): boolean {
  let verdict = known.get(node);
  if (verdict === undefined) {
    const visit = (child: ts.Node): boolean =>
      child.kind === ts.SyntaxKind.ThisKeyword ||
      child.kind === ts.SyntaxKind.SuperKeyword ||
      ts.isMetaProperty(child) ||
      (ts.isIdentifier(child) && child.text === 'arguments') ||
      ts.forEachChild(child, visit) === true;
    verdict = visit(node);
    known.set(node, verdict);
  }
  return verdict;
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
