/** Discovery: the functions of a file that are run as roots. Closures inside them run with the root that makes them. */
import { ts } from 'ts-morph';

export type Root = ts.FunctionLikeDeclaration;

const known = new WeakMap<ts.SourceFile, readonly Root[]>();

/** Functions and methods that stand in no other function, in the order of the text. */
export function rootsOf(file: ts.SourceFile): readonly Root[] {
  const roots = known.get(file) ?? findRoots(file);
  known.set(file, roots);
  return roots;
}

function findRoots(file: ts.SourceFile): readonly Root[] {
  const roots: Root[] = [];
  const visit = (node: ts.Node): void => {
    if (isFunction(node)) {
      if (node.body !== undefined) roots.push(node);
    } else {
      ts.forEachChild(node, visit);
    }
  };
  ts.forEachChild(file, visit);
  return roots;
}

function isFunction(node: ts.Node): node is Root {
  return (
    ts.isFunctionDeclaration(node) ||
    ts.isFunctionExpression(node) ||
    ts.isArrowFunction(node) ||
    ts.isMethodDeclaration(node) ||
    ts.isConstructorDeclaration(node) ||
    ts.isAccessor(node)
  );
}
