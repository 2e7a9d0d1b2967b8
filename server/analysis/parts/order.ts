/** The order in which roots run: what a function calls goes before it, so that it need not be run once more for the call. */
import type { ts } from 'ts-morph';
import type { Root } from '../../discovery/roots.ts';
import { type Unit, unitsByNode } from './units.ts';

/** The roots of a file by names alone, those in a circle in the order of the text. */
export function calleesFirst(roots: readonly Root[]): readonly Root[] {
  const waiting = new Set<Root>(roots);
  const units: ReadonlyMap<ts.Node, Unit> = roots[0] === undefined ? new Map() : unitsByNode(roots[0].getSourceFile());
  const byName = new Map<string, Root[]>();
  for (const root of roots) {
    for (const name of units.get(root)?.names ?? []) byName.set(name, [...(byName.get(name) ?? []), root]);
  }
  const calledBy = (unit: Unit | undefined) =>
    [...(unit?.account.mentions ?? [])].flatMap((name) => byName.get(name) ?? []);
  const ordered: Root[] = [];
  // A stack of its own: a file may hold thousands of functions that call one another.
  const stack = [...roots].reverse();
  for (let root = stack.at(-1); root !== undefined; root = stack.at(-1)) {
    if (waiting.delete(root)) stack.push(...calledBy(units.get(root)).filter((one) => waiting.has(one)));
    else {
      stack.pop();
      ordered.push(root);
    }
  }
  return [...new Set(ordered)];
}
