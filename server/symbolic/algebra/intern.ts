/**
 * Interning: equal nodes are one object. A node is kept by the youngest symbol or named boolean in it and goes when that
 * goes, so that none outlives its analysis.
 */
/** What nodes are kept by: a symbol or a named boolean. */
export interface Owner {
  readonly id: number;
  readonly nodes: Map<string, object>;
}

/** What knows its owner; `null` where it has neither symbols nor named booleans. */
export interface Owned {
  readonly owner: Owner | null;
}

/** Nodes without an owner (numbers, for the most part) are few and held weakly. */
const rootless = new Map<string, WeakRef<object>>();

const collected = new FinalizationRegistry<string>((key) => {
  if (rootless.get(key)?.deref() === undefined) rootless.delete(key);
});

let nextId = 1;

/** The identity of a symbol, a condition or a node; ascending, never used twice. */
export function freshId(): number {
  return nextId++;
}

/** The owner of what is made of these parts: the youngest one of theirs. */
export function ownerOf(parts: readonly Owned[]): Owner | null {
  let youngest: Owner | null = null;
  for (const { owner } of parts) youngest = younger(youngest, owner);
  return youngest;
}

export function younger(one: Owner | null, other: Owner | null): Owner | null {
  if (one === null || other === null) return one ?? other;
  return other.id > one.id ? other : one;
}

/** The node of that key, made if there is none. `key` determines the node among those of the same owner. */
export function intern<Node extends object>(owner: Owner | null, key: string, make: () => Node): Node {
  if (owner === null) return internRootless(key, make);
  const known = owner.nodes.get(key);
  if (known !== undefined) return known as Node;
  const node = make();
  owner.nodes.set(key, node);
  return node;
}

function internRootless<Node extends object>(key: string, make: () => Node): Node {
  const known = rootless.get(key)?.deref();
  if (known !== undefined) return known as Node;
  const node = make();
  rootless.set(key, new WeakRef(node));
  collected.register(node, key);
  return node;
}

/** The union of two lists that are in order of id. */
export function merge<One extends { readonly id: number }>(a: readonly One[], b: readonly One[]): readonly One[] {
  if (a === b || b.length === 0) return a;
  if (a.length === 0) return b;
  const merged: One[] = [];
  let i = 0;
  let j = 0;
  while (i < a.length || j < b.length) {
    const left = a[i];
    const right = b[j];
    if (right === undefined || (left !== undefined && left.id <= right.id)) {
      merged.push(left as One);
      i++;
      if (left === right) j++;
    } else {
      merged.push(right);
      j++;
    }
  }
  return merged.length === a.length ? a : merged.length === b.length ? b : merged;
}

/** The union of many such lists, in halves: one after the other would copy the first ones again for every list. */
export function mergeAll<One extends { readonly id: number }>(lists: readonly (readonly One[])[]): readonly One[] {
  const [first = [], second] = lists;
  if (second === undefined) return first;
  if (lists.length === 2) return merge(first, second);
  const half = lists.length >> 1;
  return merge(mergeAll(lists.slice(0, half)), mergeAll(lists.slice(half)));
}
