/** The members of the classes that a program has made, by their names: a call by name may reach any of them. */
import type { ts } from 'ts-morph';
import type { ClassValue } from './values.ts';

interface Member {
  readonly node: ts.ClassElement;
  readonly home: ts.ClassLikeDeclaration;
  /** Its place among all members. */
  readonly order: number;
}

interface Index {
  readonly members: Map<string, Member[]>;
  /** How much of what there is it knows. */
  classes: number;
  count: number;
}

type Classes = ReadonlyMap<ts.ClassLikeDeclaration, ClassValue>;

const indexes = new WeakMap<Classes, Index>();

/** Those with one of the names, in the order in which the classes were made. */
export function membersNamed(classes: Classes, names: ReadonlySet<string>): readonly Member[] {
  const { members } = indexOf(classes);
  return [...names].flatMap((name) => members.get(name) ?? []).sort((a, b) => a.order - b.order);
}

function indexOf(classes: Classes): Index {
  const index = indexes.get(classes) ?? { members: new Map(), classes: 0, count: 0 };
  indexes.set(classes, index);
  if (index.classes === classes.size) return index;
  for (const home of [...classes.keys()].slice(index.classes)) include(index, home);
  index.classes = classes.size;
  return index;
}

function include(index: Index, home: ts.ClassLikeDeclaration): void {
  for (const node of home.members) {
    if (node.name === undefined) continue;
    const name = node.name.getText();
    const known = index.members.get(name) ?? [];
    known.push({ node, home, order: index.count });
    index.members.set(name, known);
    index.count += 1;
  }
}
