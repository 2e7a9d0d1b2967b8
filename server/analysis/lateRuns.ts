/** Running the functions that set variables and fields for their effects, before the roots run. */
import type { ts } from 'ts-morph';
import type { Root } from '../discovery/roots.ts';
import type { Cell } from '../interpreter/cell.ts';
import { inFreshRun } from '../interpreter/freshRun.ts';
import { type Machine, reasonAt } from '../interpreter/machine.ts';
import { parameterValue } from '../interpreter/parameters.ts';
import { Recorder } from '../interpreter/recorder.ts';
import type { UnknownValue } from '../interpreter/unknown.ts';
import type { Value } from '../interpreter/values.ts';
import { type Assignment, assignmentsIn, originsOf } from './assignments.ts';
import { eitherOf, presentCases } from './lateValue.ts';

/** A cell that other functions write, how they call it, and its declared type. */
export interface Late {
  readonly cell: Cell<Value | null>;
  readonly origin: string;
  readonly type: UnknownValue['type'];
}

/** Runs every function that assigns to one of the cells, and gives each cell all that it was assigned. */
export function settleLate(
  machine: Machine,
  roots: readonly Root[],
  lateOf: (assignment: Assignment) => Late | null,
  run: (root: Root) => void,
): void {
  const assigned = new Map<Cell<Value | null>, { late: Late; values: Value[]; root: Root }>();
  for (const root of roots) {
    const cells = assignmentsIn(root).flatMap((one) => lateOf(one) ?? []);
    if (cells.length === 0) continue;
    for (const late of cells) {
      const { cell } = late;
      if (!assigned.has(cell)) assigned.set(cell, { late, values: [...presentCases(machine, cell.value)], root });
    }
    // What starts as a number or a text is another one by then, whatever the function makes of it.
    if (cells.every(({ cell }) => assigned.get(cell)?.values.some((value) => value.kind === 'primitive'))) continue;
    silently(machine, root, () => run(root));
    for (const { cell } of cells) assigned.get(cell)?.values.push(...presentCases(machine, cell.value));
  }
  silently(machine, null, () => {
    for (const [cell, { late, values, root }] of assigned) {
      const why = reasonAt(root, `\`${late.origin}\` is set by another function`);
      machine.journal.write(cell, eitherOf(machine, values, { ...late, why }));
    }
  });
}

/** Inputs as a root would get, but with origins that the other functions of the module can type. */
export function fakeArguments(machine: Machine, root: Root): Value[] {
  const origins = originsOf(root);
  return root.parameters.map((parameter) => parameterValue(machine, parameter, origins.get(parameter.name.getText())));
}

/** Runs something for its effects, which stay; nothing of it is recorded. */
export function silently(machine: Machine, root: ts.Node | null, run: () => void): void {
  const recorder = new Recorder(root);
  recorder.silence = 1;
  recorder.isPreparing = true;
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
