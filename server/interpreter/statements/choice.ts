/** `if` and `switch`. */
import { ts } from 'ts-morph';
import { any, type Condition, FALSE } from '../../symbolic/condition.ts';
import { branchStatement } from '../branch.ts';
import { catching } from '../catching.ts';
import { type Completion, isAbrupt, NORMAL } from '../completion.ts';
import { evaluate } from '../evaluate.ts';
import { lookAt } from '../look.ts';
import { type Machine, textOf } from '../machine.ts';
import { Scope } from '../scope.ts';
import { equality, truthiness } from '../truth.ts';
import type { Value } from '../values.ts';
import { runInOrder } from './block.ts';
import { execute } from './execute.ts';
import { hoist } from './hoist.ts';

export function runIf(machine: Machine, node: ts.IfStatement, scope: Scope): Completion {
  const condition = truthiness(machine, evaluate(machine, node.expression, scope));
  if (machine.thrown !== null) return NORMAL;
  machine.node = node.expression;
  // What is decided without a question rests on what is taken to be there.
  const passed = condition.kind !== 'constant' ? null : condition.value ? node.elseStatement : node.thenStatement;
  if (passed) lookAt(machine, passed, () => void execute(machine, passed, new Scope(scope)));
  return branchStatement(
    machine,
    condition,
    () => execute(machine, node.thenStatement, scope),
    () => (node.elseStatement === undefined ? NORMAL : execute(machine, node.elseStatement, scope)),
  );
}

export function runSwitch(machine: Machine, node: ts.SwitchStatement, scope: Scope): Completion {
  const value = evaluate(machine, node.expression, scope);
  if (machine.thrown !== null) return NORMAL;
  const inner = new Scope(scope);
  const { clauses } = node.caseBlock;
  hoist(
    machine,
    clauses.flatMap((clause) => [...clause.statements]),
    inner,
  );
  return catching(
    machine,
    (completion) => completion.kind === 'break' && completion.label === null,
    () => runClauses(machine, clauses, 0, value, inner),
  );
}

/** Tries the clauses from `index` on: the first that matches runs, and those after it, to a `break`. */
function runClauses(
  machine: Machine,
  clauses: ts.NodeArray<ts.CaseOrDefaultClause>,
  index: number,
  value: Value,
  scope: Scope,
): Completion {
  const clause = clauses[index];
  if (machine.gaveUp !== null) return NORMAL;
  if (clause === undefined) {
    const otherwise = clauses.findIndex(ts.isDefaultClause);
    return otherwise < 0 ? NORMAL : runFrom(machine, clauses, otherwise, scope);
  }
  if (ts.isDefaultClause(clause)) return runClauses(machine, clauses, index + 1, value, scope);
  const condition = matches(machine, clause, value, scope);
  machine.node = clause.expression;
  return branchStatement(
    machine,
    condition,
    () => runFrom(machine, clauses, index, scope),
    () => runClauses(machine, clauses, index + 1, value, scope),
  );
}

/** Whether the clause is the one that a value chooses. */
export function matches(machine: Machine, clause: ts.CaseClause, value: Value, scope: Scope): Condition {
  const expected = evaluate(machine, clause.expression, scope);
  const subject = ts.isSwitchStatement(clause.parent.parent) ? textOf(clause.parent.parent.expression) : '';
  return any(FALSE, equality(machine, value, expected, false, `${subject} === ${textOf(clause.expression)}`));
}

function runFrom(
  machine: Machine,
  clauses: ts.NodeArray<ts.CaseOrDefaultClause>,
  index: number,
  scope: Scope,
): Completion {
  for (const { statements } of clauses.slice(index)) {
    const completion = runInOrder(machine, statements, scope);
    if (isAbrupt(completion)) return completion;
  }
  return NORMAL;
}
