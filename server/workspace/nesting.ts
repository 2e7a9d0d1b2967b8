/** How deep syntax trees may be: what walks over them calls itself for every level. */
import { ts } from 'ts-morph';

/** A chain of 500 calls has so many levels, and half the stack is left for what is made of them. */
const DEEPEST = 1000;

export function isTooDeep(tree: ts.SourceFile): boolean {
  // Every level has a character of its own.
  let level: ts.Node[] = tree.statements.filter(({ pos, end }) => end - pos > DEEPEST);
  for (let depth = 1; level.length > 0; depth++) {
    if (depth > DEEPEST) return true;
    const next: ts.Node[] = [];
    for (const node of level) ts.forEachChild(node, (child) => void next.push(child));
    level = next;
  }
  return false;
}
