/** Late fields: what the methods of a class set after its constructor, also in the objects that its fields hold. */
import { ts } from 'ts-morph';
import { rootsOf } from '../discovery/roots.ts';
import type { Cell } from '../interpreter/cell.ts';
import { construct } from '../interpreter/construction.ts';
import { callClosure } from '../interpreter/functions.ts';
import { propertyCell } from '../interpreter/join.ts';
import { type Machine, reasonAt } from '../interpreter/machine.ts';
import { ownEntries } from '../interpreter/objects.ts';
import { isTyped, typeAt } from '../interpreter/types.ts';
import { unknown } from '../interpreter/unknown.ts';
import { type ClassValue, isNullish, type ObjectValue, UNDEFINED, type Value } from '../interpreter/values.ts';
import { changesOf, loosen } from './lateExtents.ts';
import { fakeArguments, type Late, settleLate, silently } from './lateRuns.ts';

/**
 * Makes an instance of a class, as its constructor and its other methods leave it.
 * @param oldest objects in its fields that are older are left as they are
 */
export function prepareInstance(machine: Machine, home: ClassValue, oldest: number): Value {
  const { node } = home;
  const declared = node.members.find(
    (one): one is ts.ConstructorDeclaration => ts.isConstructorDeclaration(one) && one.body !== undefined,
  );
  let instance: Value = UNDEFINED;
  const { entered } = silently(machine, node, () => {
    instance = construct(machine, home, declared === undefined ? [] : fakeArguments(machine, declared), node);
  });
  const object = instance as Value;
  if (object.kind === 'object') prepareObject(machine, object, { origin: 'this', entered, oldest });
  return object;
}

/** How an object is found, and how it was made. */
interface Making {
  readonly origin: string;
  /** The functions that ran while it was made. */
  readonly entered: Entered;
  readonly oldest: number;
}

type Entered = ReadonlyMap<ts.Node, unknown>;

/** Objects that are made in other objects beyond this depth are left as their constructors leave them. */
const MOST_DEPTH = 3;

/** Objects whose late fields are set. */
const prepared = new WeakSet<ObjectValue>();

/** Sets the late fields of an object of the program's classes, and of the objects in its fields. */
export function prepareObject(machine: Machine, object: ObjectValue, making: Making, depth = 0): void {
  const { origin, entered, oldest } = making;
  if (object.prototype === null || prepared.has(object) || depth > MOST_DEPTH || object.open.born <= oldest) return;
  prepared.add(object);
  if (object.prototype.kind === 'class') prepareFields(machine, object, object.prototype, origin, entered);
  for (const [name, value] of ownEntries(object)) {
    if (value.kind === 'object') prepareObject(machine, value, { ...making, origin: `${origin}.${name}` }, depth + 1);
  }
}

function prepareFields(
  machine: Machine,
  object: ObjectValue,
  home: ClassValue,
  origin: string,
  entered: Entered,
): void {
  // What functions fill is open before others run that read it, and so is what these assign.
  loosenFields(machine, object, home, origin, entered);
  const late = lineage(home).flatMap((one) => one.node.members.filter(isRunnable).map((root) => ({ home: one, root })));
  settleLate(
    machine,
    late.map(({ root }) => root),
    {
      cellOf: ({ isField, name }) => (isField ? lateField(machine, object, home, `${origin}.${name}`) : null),
      valueOf: ({ isField, name }) => (isField ? (object.properties.get(name)?.value ?? null) : null),
    },
    (root) => {
      const owner = late.find((one) => one.root === root)?.home ?? home;
      const closure = {
        kind: 'closure' as const,
        node: root,
        scope: owner.scope,
        self: null,
        home: owner,
        statics: new Map(),
      };
      callClosure(machine, closure, object, fakeArguments(machine, root), root);
    },
  );
  for (const one of lineage(home))
    one.node.members.forEach((member) => void fillField(machine, object, member, origin));
  loosenFields(machine, object, home, origin, entered);
}

/** How much the arrays and collections in fields hold that functions of the same files fill which have not run. */
function loosenFields(machine: Machine, object: ObjectValue, home: ClassValue, origin: string, entered: Entered): void {
  const files = new Set(lineage(home).map(({ node }) => node.getSourceFile()));
  const functions = [...files].flatMap((file) => rootsOf(file));
  const later = functions.filter((root) => !ts.isConstructorDeclaration(root) && !entered.has(root));
  const changes = changesOf(later, home.scope);
  silently(machine, null, () => {
    for (const [name, value] of ownEntries(object)) {
      const late = lateField(machine, object, home, `${origin}.${name}`);
      loosen(machine, value, `.${name}`, changes, {
        ...late,
        why: reasonAt(home.node, `\`${late.origin}\` is filled by another function`),
      });
    }
  });
}

function lateField(machine: Machine, object: ObjectValue, home: ClassValue, origin: string): Late {
  const name = origin.slice(origin.lastIndexOf('.') + 1);
  const fields = lineage(home).flatMap((one) => [...one.fieldKeys]);
  const [declared, key] = fields.find(([member]) => member.name?.getText() === name) ?? [null, name];
  const type = declared !== null && isTyped(declared) ? () => typeAt(machine, declared) : null;
  return { cell: fieldCell(object, key), origin, type };
}

/** The class and those of its ancestors that the program declares. */
function lineage(home: ClassValue): readonly ClassValue[] {
  return home.parent?.kind === 'class' ? [home, ...lineage(home.parent)] : [home];
}

function isRunnable(member: ts.ClassElement): member is ts.MethodDeclaration | ts.SetAccessorDeclaration {
  return (ts.isMethodDeclaration(member) || ts.isSetAccessorDeclaration(member)) && member.body !== undefined;
}

/** A field that is declared without a value has one by the time a method runs. */
function fillField(machine: Machine, object: ObjectValue, member: ts.ClassElement, owner: string): void {
  if (!ts.isPropertyDeclaration(member) || member.initializer !== undefined || !ts.isIdentifier(member.name)) return;
  const cell = fieldCell(object, member.name.text);
  if (cell.value !== null && !isNullish(cell.value)) return;
  const origin = `${owner}.${member.name.text}`;
  const why = reasonAt(member, `nothing states \`${origin}\``);
  const type = isTyped(member) ? () => typeAt(machine, member.name) : null;
  machine.journal.write(cell, unknown(why, { provenance: 'outside', origin, type }));
}

function fieldCell(object: ObjectValue, name: string): Cell<Value | null> {
  let cell = object.properties.get(name);
  if (cell === undefined) {
    cell = propertyCell(null);
    object.properties.set(name, cell);
  }
  return cell;
}
