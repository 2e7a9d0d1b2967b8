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
import { type Assignment, assignmentsIn, contentAssignmentsIn, originsOf } from './assignments.ts';
import { type LateContents, lookAtContents, noteContents, settleContents } from './lateContents.ts';
import { eitherOf, presentCases } from './lateValue.ts';

/** A cell that other functions write, how they call it, and its declared type. */
export interface Late {
  readonly cell: Cell<Value | null>;
  readonly origin: string;
  readonly type: UnknownValue['type'];
}

/** What a class or a module lets its functions set. */
export interface Settable {
  /** The cell of a variable or field that is assigned. */
  cellOf(assignment: Assignment): Late | null;
  /** What a variable or field holds. */
  valueOf(assignment: Assignment): Value | null;
}

/** Runs every function that assigns to a cell or into what one holds, and gives each all that it was assigned. */
export function settleLate(
  machine: Machine,
  roots: readonly Root[],
  { cellOf, valueOf }: Settable,
  run: (root: Root) => void,
): void {
  const assigned = new Map<Cell<Value | null>, { late: Late; values: Value[]; root: Root }>();
  const contents: LateContents = new Map();
  for (const root of roots) {
    const cells = assignmentsIn(root).flatMap((one) => cellOf(one) ?? []);
    const inside = contentAssignmentsIn(root).map((one) =>
      noteContents(machine, contents, { assignment: one, holder: valueOf(one), root }),
    );
    for (const late of cells) {
      const { cell } = late;
      if (!assigned.has(cell)) assigned.set(cell, { late, values: [...presentCases(machine, cell.value)], root });
    }
    // What starts as a number or a text is another one by then, whatever the function makes of it.
    const isPlain = cells.every(({ cell }) => assigned.get(cell)?.values.some((value) => value.kind === 'primitive'));
    if (isPlain && !inside.includes(true)) continue;
    silently(machine, root, () => run(root));
    for (const { cell } of cells) assigned.get(cell)?.values.push(...presentCases(machine, cell.value));
    lookAtContents(machine, contents);
  }
  silently(machine, null, () => {
    for (const [cell, { late, values, root }] of assigned) {
      const why = reasonAt(root, `\`${late.origin}\` is set by another function`);
      machine.journal.write(cell, eitherOf(machine, values, { ...late, why }));
    }
    settleContents(machine, contents);
  });
}

/** Inputs as a root would get, but with origins that the other functions of the module can type. */
export function fakeArguments(machine: Machine, root: Root): Value[] {
  const origins = originsOf(root);
  return root.parameters.map((parameter) => parameterValue(machine, parameter, origins.get(parameter.name.getText())));
}

/** Runs something for its effects, which stay; nothing of it is recorded. */
export function silently(machine: Machine, root: ts.Node | null, run: () => void): Recorder {
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
  for (const node of recorder.ran) machine.prepared.add(node);
  return recorder;
}
