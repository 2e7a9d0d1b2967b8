/** What part of a tree is walked: a root, or the code of a file outside its roots. */
import { ts } from 'ts-morph';
import { rootsOf } from '../../discovery/roots.ts';

/** All below `node` but what is outside. */
export interface Extent {
  readonly node: ts.Node;
  isOutside(node: ts.Node): boolean;
}

/** A root is all of it; of a file, what stands in no root. */
export function extentOf(root: ts.Node): Extent {
  if (!ts.isSourceFile(root)) return { node: root, isOutside: () => false };
  const roots = new Set<ts.Node>(rootsOf(root));
  return { node: root, isOutside: (node) => roots.has(node) };
}
