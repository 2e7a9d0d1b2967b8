/** Interning: equal nodes are one object. A node is kept by the youngest symbol in it and goes when that symbol goes. */
import type { SizeSymbol } from '../symbol.ts';

/** Of every symbol the nodes whose youngest symbol it is; an ephemeron, so that no analysis outlives its symbols. */
const tables = new WeakMap<SizeSymbol, Map<string, object>>();

/** Nodes without a symbol (numbers, sizes that depend on a named boolean only) are few and held weakly. */
const rootless = new Map<string, WeakRef<object>>();

const collected = new FinalizationRegistry<string>((key) => {
  if (rootless.get(key)?.deref() === undefined) rootless.delete(key);
});

let nextId = 1;

/** The identity of a node; ascending, never used twice. */
export function freshId(): number {
  return nextId++;
}

/** The node of that key, made if there is none. `key` determines the node among those of the same symbols. */
export function intern<Node extends object>(symbols: readonly SizeSymbol[], key: string, make: () => Node): Node {
  const youngest = symbols.at(-1);
  if (youngest === undefined) return internRootless(key, make);
  const table = tableOf(youngest);
  const known = table.get(key);
  if (known !== undefined) return known as Node;
  const node = make();
  table.set(key, node);
  return node;
}

function tableOf(symbol: SizeSymbol): Map<string, object> {
  const known = tables.get(symbol);
  if (known !== undefined) return known;
  const table = new Map<string, object>();
  tables.set(symbol, table);
  return table;
}

function internRootless<Node extends object>(key: string, make: () => Node): Node {
  const known = rootless.get(key)?.deref();
  if (known !== undefined) return known as Node;
  const node = make();
  rootless.set(key, new WeakRef(node));
  collected.register(node, key);
  return node;
}

/** The union of two lists of symbols that are in order of id. */
export function mergeSymbols(a: readonly SizeSymbol[], b: readonly SizeSymbol[]): readonly SizeSymbol[] {
  if (a === b || b.length === 0) return a;
  if (a.length === 0) return b;
  const merged: SizeSymbol[] = [];
  let i = 0;
  let j = 0;
  while (i < a.length || j < b.length) {
    const left = a[i];
    const right = b[j];
    if (right === undefined || (left !== undefined && left.id <= right.id)) {
      merged.push(left as SizeSymbol);
      i++;
      if (left === right) j++;
    } else {
      merged.push(right);
      j++;
    }
  }
  return merged.length === a.length ? a : merged.length === b.length ? b : merged;
}
