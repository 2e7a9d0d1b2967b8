/**
 * Functions inside a root that it calls with different inputs: what their expressions are in general, as for a call on
 * inputs of their own. `extract(64)` and `extract(128)` together say `[numFilters]`.
 */
import { ts } from 'ts-morph';
import { inFreshRun } from '../interpreter/freshRun.ts';
import { callClosure } from '../interpreter/functions.ts';
import type { Activation, Machine } from '../interpreter/machine.ts';
import { type Observation, Recorder } from '../interpreter/recorder.ts';
import { type Closure, UNDEFINED } from '../interpreter/values.ts';
import { type Claim, symbolsOfCondition, toCondition } from '../symbolic/condition.ts';
import type { Facts } from '../symbolic/facts.ts';
import { equal } from '../symbolic/relation.ts';
import { symbolsOf } from '../symbolic/size.ts';
import { makeSymbol, type SizeSymbol } from '../symbolic/symbol.ts';
import { type FakeTensor, isSpread, resolveShape, type Shape } from '../tensor/tensor.ts';
import { generalInput } from './generalInput.ts';
import { settleRecord } from './learned.ts';
import { sameness } from './sameness.ts';
import { stateOf } from './shapes.ts';
import { summarize } from './summary.ts';
import { tensorCases } from './traceSymbols.ts';

/** A function, run on inputs that stand for those of all its calls. */
interface GeneralRun {
  readonly recorder: Recorder;
  /** What holds where the inputs are those of a call; `null` for a call of something else. */
  factsOf(call: Activation): Facts | null;
  /** Whether a symbol was made by the run for something that its inputs do not state. */
  isOwn(symbol: SizeSymbol): boolean;
}

/** Gives expressions that were several shapes in several calls the one that they have in general, where that is proven. */
export function generalize(machine: Machine, recorder: Recorder): void {
  const runs = new Map<ts.Node, GeneralRun | null>();
  const runOf = (node: ts.Node): GeneralRun | null => {
    const run = runs.get(node) ?? (runs.has(node) ? null : runInGeneral(machine, recorder, node));
    runs.set(node, run);
    return run;
  };
  for (const [node, observed] of recorder.observations) {
    if (observed.length < 2 || !isUnsettled(machine, observed)) continue;
    for (const around of functionsAround(node, recorder.root)) {
      const run = runOf(around);
      const general = run === null ? null : generalTensor(machine, run.recorder.observations.get(node) ?? []);
      if (run === null || general === null || !isProven(general, observed, run, around)) continue;
      recorder.observations.set(
        node,
        observed.map((one) => ({ ...one, general })),
      );
      break;
    }
  }
}

/** The functions that a node stands in inside the root, the innermost first. */
function functionsAround(node: ts.Node, root: ts.Node | null): readonly ts.Node[] {
  const found: ts.Node[] = [];
  for (let one = node.parent; root !== null && one !== undefined && one !== root; one = one.parent) {
    if (ts.isFunctionLike(one)) found.push(one);
  }
  return found;
}

function isUnsettled(machine: Machine, observed: readonly Observation[]): boolean {
  const summary = summarize(machine, observed);
  if (summary === null || summary.alternatives.length === 0) return false;
  return summary.tensor === null || stateOf(summary.tensor, () => false).state !== 'known';
}

function runInGeneral(machine: Machine, { entered, ran, consulted, root }: Recorder, node: ts.Node): GeneralRun | null {
  const calls = entered.get(node) ?? [];
  const last = calls.at(-1);
  if (last?.closure == null || calls.length < 2 || !takesInputs(last.closure)) return null;
  const { closure, self = UNDEFINED } = last;
  const recorder = new Recorder(root);
  const claims = new Map<Activation, readonly Claim[]>();
  const { facts, firm } = machine;
  const first = makeSymbol({ name: '', origin: '' }).id;
  inFreshRun(machine, recorder, () => {
    const mark = machine.journal.mark();
    Object.assign(machine, { facts, firm, node });
    const inputs = closure.node.parameters.map((parameter, index) =>
      generalInput(
        machine,
        parameter,
        calls.map(({ args }) => args?.[index] ?? UNDEFINED),
      ),
    );
    callClosure(machine, closure, closure.self ?? self, inputs, closure.node);
    machine.thrown = null;
    settleRecord(machine, recorder);
    for (const call of calls) {
      const passed = call.args ?? [];
      claims.set(
        call,
        inputs.flatMap((input, index) => sameness(machine, input, passed[index] ?? UNDEFINED)),
      );
    }
    machine.journal.rollback(mark);
  });
  for (const one of recorder.ran) ran.add(one);
  for (const one of [...recorder.entered.keys(), ...recorder.consulted]) consulted.add(one);
  const ofInputs = new Set([...claims.values()].flat().flatMap((claim) => symbolsOfCondition(toCondition(claim))));
  // Many expressions were seen in each call.
  const known = new Map<Activation, Facts>();
  const factsOf = (call: Activation): Facts | null => {
    const own = claims.get(call);
    if (own === undefined) return null;
    const made = known.get(call) ?? own.reduce((all, claim) => all.assume(claim), facts);
    known.set(call, made);
    return made;
  };
  return { recorder, factsOf, isOwn: (symbol) => symbol.id > first && !ofInputs.has(symbol) };
}

function takesInputs({ node: { parameters } }: Closure): boolean {
  return parameters.length > 0 && parameters.every((one) => one.dotDotDotToken === undefined);
}

/** What the general run saw, if that is one shape with sizes that are known. */
function generalTensor(machine: Machine, seen: readonly Observation[]): FakeTensor | null {
  const summary = summarize(machine, seen);
  if (summary?.tensor == null || summary.unknown !== null) return null;
  return stateOf(summary.tensor, () => false).state === 'known' ? summary.tensor : null;
}

/** Whether every shape that was seen is the general one with the inputs of its call put in. */
function isProven(
  { shape }: FakeTensor,
  observed: readonly Observation[],
  { factsOf, isOwn }: GeneralRun,
  node: ts.Node,
): boolean {
  return observed.every(({ value, under, call }) => {
    const own = callOf(node, call);
    const known = own && factsOf(own);
    if (known === null) return false;
    const facts = under.reduce((all: Facts, claim) => all.assume(claim), known);
    return tensorCases(value, []).every((one) => {
      const within = one.under.reduce((all, condition) => all.assume(condition), facts);
      return isInstance(within, shape, one.tensor.shape, isOwn);
    });
  });
}

/** The call of the function in which another call happened. */
function callOf(node: ts.Node, call: Activation | null): Activation | null {
  let one = call;
  while (one !== null && one.closure?.node !== node) one = one.outer ?? null;
  return one;
}

/** Whether sizes can be put in for the symbols of the run's own so that the general shape is the one that was seen. */
function isInstance(facts: Facts, general: Shape, seen: Shape, isOwn: GeneralRun['isOwn']): boolean {
  const [left, right] = [resolveShape(facts, general), resolveShape(facts, seen)];
  if (left.length !== right.length) return false;
  let known = facts;
  return left.every((dim, axis) => {
    const other = right[axis];
    if (other === undefined || isSpread(dim) || isSpread(other)) return false;
    const claim = equal(dim, other);
    const verdict = known.decide(claim);
    if (verdict !== 'unknown' || !symbolsOf(dim).some(isOwn)) return verdict === 'yes';
    known = known.assume(claim);
    return true;
  });
}
