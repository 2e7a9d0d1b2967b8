/**
 * Late initialisation: what other code of a module sets before a root runs. `let model = null`, assigned in `load()`,
 * is a model in `predict()`; a field that is null after the constructor is what `init()` makes of it.
 */
import { ts } from 'ts-morph';
import { type Root, rootsOf } from '../discovery/roots.ts';
import { alike } from '../interpreter/builtins/alike.ts';
import type { Cell } from '../interpreter/cell.ts';
import { construct } from '../interpreter/classes.ts';
import { inFreshRun } from '../interpreter/freshRun.ts';
import { callClosure } from '../interpreter/functions.ts';
import { propertyCell, sameValue } from '../interpreter/join.ts';
import { type Machine, reasonAt } from '../interpreter/machine.ts';
import type { ModuleRecord } from '../interpreter/modules.ts';
import { parameterValue } from '../interpreter/parameters.ts';
import { Recorder } from '../interpreter/recorder.ts';
import { isTyped, typeAt } from '../interpreter/types.ts';
import { unknown } from '../interpreter/unknown.ts';
import { type ClassValue, isNullish, type ObjectValue, UNDEFINED, type Value } from '../interpreter/values.ts';
import type { Reason } from '../symbolic/place.ts';
import { type Assignment, assignmentsIn, originsOf } from './assignments.ts';

/** Runs what sets the module's variables, and makes an instance of each class with its late fields set. */
export function prepareModule(machine: Machine, module: ModuleRecord): void {
  const roots = rootsOf(module.file);
  const functions = roots.filter((root) => !ts.isClassLike(root.parent));
  settleLate(
    machine,
    functions,
    ({ isField, name }) => lateVariable(module, isField, name),
    (root) => {
      const closure = machine.closures.get(root);
      if (closure !== undefined) callClosure(machine, closure, UNDEFINED, fakeArguments(machine, root), root);
    },
  );
  for (const [node, home] of [...machine.classes]) {
    if (node.getSourceFile() === module.file && !machine.instances.has(node)) prepareClass(machine, home);
  }
}

function lateVariable(module: ModuleRecord, isField: boolean, name: string): Late | null {
  const cell = isField ? null : module.scope.own(name);
  return cell === null ? null : { cell: cell as Cell<Value | null>, origin: name };
}

function prepareClass(machine: Machine, home: ClassValue): void {
  const { node } = home;
  const declared = node.members.find(
    (one): one is ts.ConstructorDeclaration => ts.isConstructorDeclaration(one) && one.body !== undefined,
  );
  let instance: Value = UNDEFINED;
  silently(machine, node, () => {
    instance = construct(machine, home, declared === undefined ? [] : fakeArguments(machine, declared), node);
  });
  machine.instances.set(node, instance);
  const object = instance as Value;
  if (object.kind !== 'object') return;
  const late = lineage(home).flatMap((one) => one.node.members.filter(isRunnable).map((root) => ({ home: one, root })));
  settleLate(
    machine,
    late.map(({ root }) => root),
    ({ isField, name }) => (isField ? { cell: fieldCell(object, name), origin: `this.${name}` } : null),
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
  for (const one of lineage(home)) one.node.members.forEach((member) => void fillField(machine, object, member));
}

/** The class and those of its ancestors that the program declares. */
function lineage(home: ClassValue): readonly ClassValue[] {
  return home.parent?.kind === 'class' ? [home, ...lineage(home.parent)] : [home];
}

function isRunnable(member: ts.ClassElement): member is ts.MethodDeclaration | ts.SetAccessorDeclaration {
  return (ts.isMethodDeclaration(member) || ts.isSetAccessorDeclaration(member)) && member.body !== undefined;
}

/** A field that is declared without a value has one by the time a method runs. */
function fillField(machine: Machine, object: ObjectValue, member: ts.ClassElement): void {
  if (!ts.isPropertyDeclaration(member) || member.initializer !== undefined || !ts.isIdentifier(member.name)) return;
  const cell = fieldCell(object, member.name.text);
  if (cell.value !== null && !isNullish(cell.value)) return;
  const origin = `this.${member.name.text}`;
  const why = reasonAt(member, `nothing states \`${origin}\``);
  cell.value = unknown(why, {
    provenance: 'outside',
    origin,
    type: isTyped(member) ? () => typeAt(machine, member.name) : null,
  });
}

function fieldCell(object: ObjectValue, name: string): Cell<Value | null> {
  let cell = object.properties.get(name);
  if (cell === undefined) {
    cell = propertyCell(null);
    object.properties.set(name, cell);
  }
  return cell;
}

/** A cell that other functions write, and how they call it. */
interface Late {
  readonly cell: Cell<Value | null>;
  readonly origin: string;
}

/** Runs every function that assigns to one of the cells, and gives each cell all that it was assigned. */
function settleLate(
  machine: Machine,
  roots: readonly Root[],
  lateOf: (assignment: Assignment) => Late | null,
  run: (root: Root) => void,
): void {
  const assigned = new Map<Cell<Value | null>, { origin: string; values: Value[]; root: Root }>();
  for (const root of roots) {
    const cells = assignmentsIn(root).flatMap((one) => lateOf(one) ?? []);
    if (cells.length === 0) continue;
    for (const { cell, origin } of cells) {
      if (!assigned.has(cell)) assigned.set(cell, { origin, values: present(cell.value), root });
    }
    silently(machine, root, () => run(root));
    for (const { cell } of cells) assigned.get(cell)?.values.push(...present(cell.value));
  }
  silently(machine, null, () => {
    for (const [cell, { origin, values, root }] of assigned) {
      machine.journal.write(
        cell,
        either(machine, values, origin, reasonAt(root, `\`${origin}\` is set by another function`)),
      );
    }
  });
}

function present(value: Value | null): Value[] {
  return value === null || isNullish(value) ? [] : [value];
}

/** One of several values, or what nothing states where there is none; which one depends on what ran before. */
function either(machine: Machine, values: readonly Value[], origin: string, why: Reason): Value {
  const distinct = values.filter((value, index) => values.findIndex((one) => sameValue(machine, one, value)) === index);
  // A number or a text that another function sets is another one by then.
  const isPlain = distinct.some((value) => value.kind === 'primitive');
  if (distinct.length === 0 || isPlain) {
    const isNumber =
      isPlain && distinct.every((value) => value.kind !== 'primitive' || typeof value.value === 'number');
    return unknown(why, { provenance: 'outside', origin, holds: isNumber ? 'number' : null });
  }
  // What could not be followed there has a type here, and symbols of its own.
  const [first] = distinct;
  if (first?.kind === 'unknown' && distinct.every((value) => value.kind === 'unknown')) {
    return unknown(why, { provenance: 'outside', origin, type: first.type, holds: first.holds });
  }
  return alike(machine, distinct, why);
}

/** Inputs as a root would get, but with origins that the other functions of the module can type. */
function fakeArguments(machine: Machine, root: Root): Value[] {
  const origins = originsOf(root);
  return root.parameters.map((parameter) => parameterValue(machine, parameter, origins.get(parameter.name.getText())));
}

/** Runs something for its effects, which stay; nothing of it is recorded. */
function silently(machine: Machine, root: ts.Node | null, run: () => void): void {
  const recorder = new Recorder(root);
  recorder.silence = 1;
  inFreshRun(machine, recorder, () => {
    machine.node = root;
    try {
      run();
    } catch {
      // A defect of the analysis is told where the function runs as a root; here its effects are done without.
    }
    machine.thrown = null;
  });
}
