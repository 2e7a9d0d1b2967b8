/** `try`: what is thrown inside may be caught; the block may also run to its end. */
import type { ts } from 'ts-morph';
import { all, type Condition, named, negation } from '../../symbolic/condition.ts';
import { type Collector, type Ended, openCollector, rejoin, resume, type State, snapshot } from '../branch.ts';
import { type Completion, isAbrupt, NORMAL } from '../completion.ts';
import { mergeValues } from '../join.ts';
import { type Machine, reasonAt } from '../machine.ts';
import { bindPattern, declareIn } from '../patterns.ts';
import { Scope } from '../scope.ts';
import { unknown } from '../unknown.ts';
import { UNDEFINED, type Value } from '../values.ts';
import { EXCEPTION, untold } from '../weight.ts';
import { runBlock } from './block.ts';

export function runTry(machine: Machine, node: ts.TryStatement, scope: Scope): Completion {
  const run = () =>
    node.catchClause === undefined ? runBlock(machine, node.tryBlock, scope) : runCaught(machine, node, scope);
  return node.finallyBlock === undefined ? run() : runFinally(machine, node.finallyBlock, scope, run);
}

/** Every path that leaves the statement runs the last block on its way. */
function runFinally(machine: Machine, block: ts.Block, scope: Scope, run: () => Completion): Completion {
  const base = { facts: machine.facts, firm: machine.firm, path: machine.path };
  const collector = openCollector(machine, () => true);
  const completion = run();
  machine.collectors.pop();
  const last = () => runBlock(machine, block, scope);
  if (collector.caught.length === 0) {
    const final = last();
    return isAbrupt(final) ? final : completion;
  }
  const left = [...collector.caught, { completion, state: snapshot(machine, collector.mark, collector.path) }];
  const ended = left.map((one): Ended<Completion> => {
    undo(machine, collector.mark, base);
    resume(machine, [one.state], base);
    const final = last();
    const result = isAbrupt(final) ? final : one.completion;
    return { result, state: snapshot(machine, collector.mark, collector.path) };
  });
  undo(machine, collector.mark, base);
  return rejoin(machine, ended, base, []);
}

type Base = Pick<State, 'facts' | 'firm' | 'path'>;

function undo(machine: Machine, mark: number, base: Base): void {
  machine.journal.rollback(mark);
  Object.assign(machine, base);
}

/** The block, and the handler on the paths on which it throws. */
function runCaught(machine: Machine, node: ts.TryStatement, scope: Scope): Completion {
  const base = { facts: machine.facts, firm: machine.firm, path: machine.path };
  const collector = openCollector(machine, ({ kind }) => kind === 'throw');
  const { risks } = machine;
  const completion = runBlock(machine, node.tryBlock, scope);
  machine.collectors.pop();
  const isRisky = machine.risks > risks;
  const exception = named(`${EXCEPTION} in the try of line ${lineOf(node)}`);
  const decided = machine.path.slice(collector.path.length);
  if (isRisky) machine.enter(negation(exception));
  const state = () => snapshot(machine, collector.mark, collector.path);
  const left = { completion, state: state() };
  const thrown = [...collector.caught, ...(completion.kind === 'throw' ? [left] : [])];
  if (isRisky) thrown.push(unseen(machine, node, [...decided, exception], collector, base));
  if (thrown.length === 0) return completion;
  const ended: Ended<Completion>[] = completion.kind === 'throw' ? [] : [{ result: completion, state: left.state }];
  undo(machine, collector.mark, base);
  resume(
    machine,
    thrown.map((one) => one.state),
    base,
  );
  const handled = runHandler(machine, node, reasonsOf(machine, thrown), scope);
  if (ended.length === 0) return handled;
  ended.push({ result: handled, state: state() });
  undo(machine, collector.mark, base);
  return rejoin(machine, ended, base, [exception, negation(exception)]);
}

function lineOf(node: ts.Node): number {
  const file = node.getSourceFile();
  return file.getLineAndCharacterOfPosition(node.getStart(file)).line + 1;
}

function reasonsOf(machine: Machine, thrown: Collector['caught']): Value {
  const sides = thrown.map(({ completion, state }) => ({
    condition: state.condition,
    value: completion.kind === 'throw' ? completion.value : UNDEFINED,
  }));
  return mergeValues(machine, sides);
}

/** A call in the block may have thrown for reasons that sizes do not show. What the block demanded need not hold then. */
function unseen(
  machine: Machine,
  node: ts.TryStatement,
  conditions: readonly Condition[],
  { mark, path }: Collector,
  { facts, firm }: Base,
): Collector['caught'][number] {
  forgetProgress(machine, mark);
  Object.assign(machine, { facts, firm, path });
  for (const condition of conditions) machine.enter(condition);
  const why = reasonAt(node.catchClause ?? node, 'an exception');
  const value = unknown(why, { provenance: 'outside', origin: 'error' });
  return { completion: { kind: 'throw', value }, state: snapshot(machine, mark, path) };
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
