/** Loops that stop a generator: their turns are run one after the other, as far as they are asked for. */
import { ts } from 'ts-morph';
import { type Completion, isAbrupt, NORMAL } from '../completion.ts';
import { awaited } from '../evaluate.ts';
import { iterated, liveIteration } from '../iterate.ts';
import { type Stepper, stepperOf } from '../iteration.ts';
import { iteratorOver, leftOf, listIteration } from '../listIteration.ts';
import type { Machine } from '../machine.ts';
import { Scope } from '../scope.ts';
import { settle } from '../settle.ts';
import { boundElement, keysInTurn } from '../statements/forOf.ts';
import { copyTurnScope, initialize } from '../statements/loop.ts';
import { truthiness } from '../truth.ts';
import type { Value } from '../values.ts';
import { evaluateSteps } from './expressions.ts';
import type { Body, Continue } from './generator.ts';
import { conditionSteps, runSteps } from './statements.ts';

/** Runs a loop and goes on with how it ended. */
export function runLoopSteps(
  machine: Machine,
  node: ts.IterationStatement,
  scope: Scope,
  body: Body,
  label: string | null,
  next: Continue,
): Value {
  const jump = jumps(label, next);
  if (ts.isForOfStatement(node) || ts.isForInStatement(node)) return overElements(machine, node, scope, body, jump);
  const inner = new Scope(scope);
  if (ts.isForStatement(node)) {
    initialize(machine, node, inner);
    const { thrown } = machine;
    machine.thrown = null;
    if (thrown !== null) return next(machine, { kind: 'throw', value: thrown });
  }
  const loop = node as ts.ForStatement | ts.WhileStatement | ts.DoStatement;
  if (ts.isDoStatement(loop)) return turnOf(machine, loop, inner, body, jump);
  return testAndTurn(machine, loop, inner, body, jump);
}

/** Where the jumps of a body lead: out of the loop, or to the next turn. */
interface Jump {
  readonly leave: Continue;
  isNextTurn(completion: Completion): boolean;
}

function jumps(label: string | null, next: Continue): Jump {
  const isMine = (one: string | null) => one === null || one === label;
  return {
    leave: (machine, completion) =>
      next(machine, completion.kind === 'break' && isMine(completion.label) ? NORMAL : completion),
    isNextTurn: (completion) => !isAbrupt(completion) || (completion.kind === 'continue' && isMine(completion.label)),
  };
}

type Conditional = ts.ForStatement | ts.WhileStatement | ts.DoStatement;

function testAndTurn(machine: Machine, node: Conditional, scope: Scope, body: Body, jump: Jump): Value {
  if (!body.turn(machine)) return body.lose(machine, node, 'a loop of a generator with too many turns');
  const condition = ts.isForStatement(node) ? node.condition : node.expression;
  return conditionSteps(machine, condition, scope, body, jump.leave, (inner, value) =>
    body.fork(
      inner,
      node,
      truthiness(inner, value),
      () => turnOf(inner, node, scope, body, jump),
      () => jump.leave(inner, NORMAL),
    ),
  );
}

function turnOf(machine: Machine, node: Conditional, scope: Scope, body: Body, jump: Jump): Value {
  return runSteps(machine, node.statement, new Scope(scope), body, (inner, completion) => {
    if (!jump.isNextTurn(completion)) return jump.leave(inner, completion);
    const following = ts.isForStatement(node) ? copyTurnScope(scope) : scope;
    if (!ts.isForStatement(node) || node.incrementor === undefined)
      return testAndTurn(inner, node, following, body, jump);
    return evaluateSteps(inner, node.incrementor, following, body, jump.leave, (after) =>
      testAndTurn(after, node, following, body, jump),
    );
  });
}

function overElements(machine: Machine, node: ts.ForInOrOfStatement, scope: Scope, body: Body, jump: Jump): Value {
  return evaluateSteps(machine, node.expression, scope, body, jump.leave, (inner, value) => {
    const stepper = stepsOver(inner, node, value);
    const { thrown } = inner;
    inner.thrown = null;
    if (thrown !== null) return jump.leave(inner, { kind: 'throw', value: thrown });
    if (stepper === null) return body.lose(inner, node, 'what the loop runs over is not known');
    return elementTurn(inner, node, stepper, scope, body, jump);
  });
}

function stepsOver(machine: Machine, node: ts.ForInOrOfStatement, value: Value): Stepper | null {
  const isAsync = ts.isForOfStatement(node) && node.awaitModifier !== undefined;
  const settled = settle(machine, value);
  if (ts.isForInStatement(node)) {
    const keys = keysInTurn(machine, settled);
    return keys && stepperOf(machine, iteratorOver(listIteration({ slots: keys, rest: null })), node);
  }
  const direct = settled.kind === 'object' ? stepperOf(machine, settled, node, isAsync) : null;
  if (direct !== null || machine.thrown !== null) return direct;
  const live = liveIteration(machine, settled, node);
  if (live !== null)
    return leftOf(machine, live, node).rest === null ? stepperOf(machine, iteratorOver(live), node) : null;
  const list = iterated(machine, settled, node);
  if (list.kind !== 'array' || list.elements.value.rest !== null) return null;
  return stepperOf(machine, iteratorOver(listIteration(list.elements.value)), node);
}

function elementTurn(
  machine: Machine,
  node: ts.ForInOrOfStatement,
  stepper: Stepper,
  scope: Scope,
  body: Body,
  jump: Jump,
): Value {
  if (!body.turn(machine)) return body.lose(machine, node, 'a loop of a generator with too many turns');
  const { done, value } = stepper.next();
  const { thrown } = machine;
  machine.thrown = null;
  if (thrown !== null) return jump.leave(machine, { kind: 'throw', value: thrown });
  return body.fork(
    machine,
    node,
    done,
    () => jump.leave(machine, NORMAL),
    () => {
      const isAsync = ts.isForOfStatement(node) && node.awaitModifier !== undefined;
      const inner = boundElement(machine, node, isAsync ? awaited(machine, value) : value, scope);
      return runSteps(machine, node.statement, inner, body, (after, completion) => {
        if (jump.isNextTurn(completion)) return elementTurn(after, node, stepper, scope, body, jump);
        stepper.close();
        return jump.leave(after, completion);
      });
    },
  );
}
