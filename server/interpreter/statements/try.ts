/** `try`: what is thrown inside may be caught; the block may also run to its end. */
import type { ts } from 'ts-morph';
import { all, named, negation } from '../../symbolic/condition.ts';
import { branchStatement, openCollector, snapshot } from '../branch.ts';
import { rejoinCaught } from '../catching.ts';
import { type Completion, isAbrupt, NORMAL } from '../completion.ts';
import { type Machine, reasonAt } from '../machine.ts';
import { bindPattern, declareIn } from '../patterns.ts';
import { Scope } from '../scope.ts';
import { unknown } from '../unknown.ts';
import type { Value } from '../values.ts';
import { EXCEPTION, untold } from '../weight.ts';
import { runBlock } from './block.ts';

export function runTry(machine: Machine, node: ts.TryStatement, scope: Scope): Completion {
  const completion =
    node.catchClause === undefined ? runBlock(machine, node.tryBlock, scope) : runCaught(machine, node, scope);
  if (node.finallyBlock === undefined) return completion;
  const final = runBlock(machine, node.finallyBlock, scope);
  return isAbrupt(final) ? final : completion;
}

/** The block, then perhaps the handler: any call in the block may throw for reasons that sizes do not show. */
function runCaught(machine: Machine, node: ts.TryStatement, scope: Scope): Completion {
  const base = { facts: machine.facts, firm: machine.firm, path: machine.path };
  const collector = openCollector(machine, ({ kind }) => kind === 'throw');
  const completion = runBlock(machine, node.tryBlock, scope);
  machine.collectors.pop();
  if (completion.kind === 'throw') {
    if (collector.caught.length > 0) {
      collector.caught.push({ completion, state: snapshot(machine, collector.mark, collector.path) });
      rejoinCaught(machine, collector, base, null);
    }
    return runHandler(machine, node, completion.value, scope);
  }
  const thrown =
    node.catchClause === undefined
      ? null
      : unknown(reasonAt(node.catchClause, 'an exception'), { provenance: 'outside', origin: 'error' });
  const failed = named(EXCEPTION);
  return branchStatement(
    machine,
    negation(failed),
    () => completion,
    () => {
      if (thrown === null) return NORMAL;
      forgetProgress(machine, collector.mark);
      return runHandler(machine, node, thrown, scope);
    },
  );
}

/** The block may have been left anywhere: what it wrote is one of all that it wrote. */
function forgetProgress(machine: Machine, mark: number): void {
  for (const [cell, contents] of machine.journal.history(mark)) {
    const distinct = [...new Set(contents)];
    const names = distinct.slice(1).map(() => untold());
    const sides = distinct.map((value, index) => ({
      condition: all(...names.slice(0, index).map(negation), ...names.slice(index, index + 1)),
      value,
    }));
    machine.journal.write(cell, cell.join(machine, sides));
  }
}

function runHandler(machine: Machine, { catchClause }: ts.TryStatement, thrown: Value, scope: Scope): Completion {
  if (catchClause === undefined) return NORMAL;
  const inner = new Scope(scope);
  const { variableDeclaration } = catchClause;
  if (variableDeclaration !== undefined) {
    bindPattern(machine, variableDeclaration.name, thrown, inner, declareIn(machine, inner));
  }
  return runBlock(machine, catchClause.block, inner);
}
