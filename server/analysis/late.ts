/**
 * Late initialisation: what other code of a module sets before a root runs. `let model = null`, assigned in `load()`,
 * is a model in `predict()`; a field that is null after the constructor is what `init()` makes of it.
 */
import { ts } from 'ts-morph';
import { type Root, rootsOf } from '../discovery/roots.ts';
import type { Cell } from '../interpreter/cell.ts';
import { construct } from '../interpreter/classes.ts';
import { inFreshRun } from '../interpreter/freshRun.ts';
import { callClosure } from '../interpreter/functions.ts';
import { mergeValues, propertyCell } from '../interpreter/join.ts';
import type { Machine } from '../interpreter/machine.ts';
import type { ModuleRecord } from '../interpreter/modules.ts';
import { parameterValue } from '../interpreter/parameters.ts';
import { Recorder } from '../interpreter/recorder.ts';
import { type ClassValue, isNullish, type ObjectValue, UNDEFINED, type Value } from '../interpreter/values.ts';
import { named, negation } from '../symbolic/condition.ts';
import { type Assignment, assignmentsIn, originsOf } from './assignments.ts';

/** Runs what sets the module's variables, and makes an instance of each class with its late fields set. */
export function prepareModule(machine: Machine, module: ModuleRecord): void {
  const roots = rootsOf(module.file);
  const functions = roots.filter((root) => !ts.isClassLike(root.parent));
  settleLate(
    machine,
    functions,
    (assignment) => (assignment.isField ? null : module.scope.own(assignment.name)),
    (root) => {
      const closure = machine.closures.get(root);
      if (closure !== undefined) callClosure(machine, closure, UNDEFINED, fakeArguments(machine, root), root);
    },
  );
  for (const [node, home] of [...machine.classes]) {
    if (node.getSourceFile() === module.file && !machine.instances.has(node)) prepareClass(machine, home);
  }
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
  const methods = node.members.filter(
    (one): one is ts.MethodDeclaration => ts.isMethodDeclaration(one) && one.body !== undefined,
  );
  settleLate(
    machine,
    methods,
    (assignment) => (assignment.isField ? fieldCell(object, assignment.name) : null),
    (root) => {
      const closure = { kind: 'closure' as const, node: root, scope: home.scope, self: null, home, statics: new Map() };
      callClosure(machine, closure, object, fakeArguments(machine, root), root);
    },
  );
}

function fieldCell(object: ObjectValue, name: string): Cell<Value | null> {
  let cell = object.properties.get(name);
  if (cell === undefined) {
    cell = propertyCell(null);
    object.properties.set(name, cell);
  }
  return cell;
}

/** Runs every function that assigns to one of the cells, and gives each cell all that it was assigned. */
function settleLate(
  machine: Machine,
  roots: readonly Root[],
  cellOf: (assignment: Assignment) => Cell<Value> | Cell<Value | null> | null,
  run: (root: Root) => void,
): void {
  const assigned = new Map<Cell<Value | null>, Value[]>();
  for (const root of roots) {
    const cells = assignmentsIn(root).flatMap((one) => (cellOf(one) as Cell<Value | null> | null) ?? []);
    if (cells.length === 0) continue;
    for (const cell of cells) if (!assigned.has(cell)) assigned.set(cell, present(cell.value));
    silently(machine, root, () => run(root));
    for (const cell of cells) assigned.get(cell)?.push(...present(cell.value));
  }
  silently(machine, null, () => {
    for (const [cell, values] of assigned) if (values.length > 0) machine.journal.write(cell, either(machine, values));
  });
}

function present(value: Value | null): Value[] {
  return value === null || isNullish(value) ? [] : [value];
}

/** One of several values; which one depends on what ran before. */
function either(machine: Machine, values: readonly Value[]): Value {
  const conditions = values.map(() => named('set by another function'));
  return mergeValues(
    machine,
    values.map((value, index) => ({
      condition: {
        kind: 'all',
        operands: [
          ...conditions.slice(0, index).map(negation),
          ...(index === values.length - 1 ? [] : conditions.slice(index, index + 1)),
        ],
      },
      value,
    })),
  );
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
    run();
    machine.thrown = null;
  });
}
