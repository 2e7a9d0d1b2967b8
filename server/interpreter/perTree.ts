/** What is kept of nodes for one version of their file: nodes that an edit leaves alone go on to the next, moved. */
import type { ts } from 'ts-morph';

/** Finds something of a node once for each tree in which it stands. */
export type PerTree<Value> = <Node extends ts.Node>(node: Node, find: (node: Node) => Value) => Value;

/** For what depends on where a node stands, or on what is around it. */
export function perTree<Value>(): PerTree<Value> {
  const trees = new WeakMap<ts.SourceFile, Map<ts.Node, Value>>();
  return (node, find) => {
    const file = node.getSourceFile();
    let found = trees.get(file);
    if (found === undefined) {
      found = new Map();
      trees.set(file, found);
    }
    const known = found.get(node);
    if (known !== undefined) return known;
    const value = find(node);
    found.set(node, value);
    return value;
  };
}
