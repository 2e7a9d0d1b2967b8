/** Summaries: what a function needs and gives, learned by running it once on abstract inputs. */
import type { ts } from 'ts-morph';
import { type Condition, symbolsOfCondition } from '../../symbolic/condition.ts';
import type { Guard } from '../../symbolic/guard.ts';
import type { Place } from '../../symbolic/place.ts';
import { isUnknown, type Size, symbolsOf } from '../../symbolic/size.ts';
import { makeSymbol, type SizeSymbol } from '../../symbolic/symbol.ts';
import { isSpread, resolveShape } from '../../tensor/tensor.ts';
import { frozenContent, markObjects } from '../builtins/turns/frozen.ts';
import { inFreshRun } from '../freshRun.ts';
import { isFrozen } from '../integrity.ts';
import { BUDGET, isWithin, type Machine, placeOf } from '../machine.ts';
import { neededGuards } from '../neededGuards.ts';
import { isRecord, knownSlots, ownEntries } from '../objects.ts';
import { Recorder, type Untold } from '../recorder.ts';
import { settle } from '../settle.ts';
import { type Closure, tensorValue, type Value } from '../values.ts';
import type { Abstraction } from './abstraction.ts';
import { bareInput } from './carry.ts';

export interface Summary {
  /** What it was made for, to make it again when the function has changed; `null` in a later version of the program. */
  readonly abstractions: readonly Abstraction[] | null;
  readonly inputs: readonly Value[];
  /** What it needs. */
  readonly guards: readonly Guard[];
  /** What it needs of sizes that it lost. */
  readonly untold: readonly Untold[];
  /** Whether it lost a shape on its way: of sizes that are more special than its inputs it might tell more. */
  readonly losesShapes: boolean;
  readonly returned: Value;
  /** The functions that ran, without those inside others. */
  readonly entered: readonly ts.Node[];
  /** Those of them, beside the function itself, that were not taken over by their own summaries. */
  readonly ran: readonly ts.Node[];
  /** Where they all begin, the entered ones first. */
  readonly beginnings: readonly Place[];
  /**
   * The symbols of the run, as they were at its end: each call makes its own of those that are not bound. Names may
   * change later, where the run was that of a root.
   */
  readonly symbols: ReadonlyMap<SizeSymbol, SizeSymbol>;
  /** Whether it speaks of what the present root alone calls so: other roots have other symbols for it. */
  readonly isPassing: boolean;
  readonly isRisky: boolean;
  readonly isTouching: boolean;
}

/** What a run gave to be told of others. */
export interface Summarized {
  /** `null` where it showed more than a summary can tell: errors, conditions, effects, values that could not be followed. */
  readonly summary: Summary | null;
  /** Whether it lost a shape on its way. */
  readonly losesShapes: boolean;
}

/** Runs a function by itself on abstract inputs. */
export function summarize(
  machine: Machine,
  { node }: Closure,
  abstractions: readonly Abstraction[],
  run: (inputs: readonly Value[]) => Value,
): Summarized {
  const recorder = new Recorder(node);
  recorder.isAbstract = true;
  const { presumed, risks, touched, tape } = machine;
  const closures = machine.closures.size;
  let summarized: Summarized = { summary: null, losesShapes: false };
  const before = beforeInputs();
  // Made before the run begins: what it writes into them is an effect.
  const inputs = abstractions.map((one) => one.input());
  machine.tape = null;
  inFreshRun(machine, recorder, () => {
    const mark = machine.journal.mark();
    machine.node = node;
    machine.limit = { soft: BUDGET.summary, hard: BUDGET.summary };
    const end = beginRun(machine, { node, abstractions, inputs, before });
    summarized = end(run(inputs));
    machine.thrown = null;
    machine.journal.rollback(mark);
  });
  Object.assign(machine, { presumed, risks, touched, tape });
  for (const one of [...machine.closures.keys()].slice(closures)) machine.closures.delete(one);
  return summarized;
}

/** What was there before the inputs of a run were made. */
export interface BeforeInputs {
  readonly oldest: number;
  readonly newest: number;
}

export function beforeInputs(): BeforeInputs {
  return { oldest: markObjects(), newest: makeSymbol({ name: '', origin: '' }).id };
}

interface Begun {
  readonly node: Closure['node'];
  readonly abstractions: readonly Abstraction[];
  /** Of these abstractions. */
  readonly inputs: readonly Value[];
  readonly before: BeforeInputs;
}

/** To be called before a function runs on inputs in a fresh run. @returns what summarizes it by the value that it gave */
export function beginRun(
  machine: Machine,
  { node, abstractions, inputs, before: { oldest, newest } }: Begun,
): (value: Value) => Summarized {
  const { recorder, risks, touched } = machine;
  const begun = markObjects();
  machine.presumed = null;
  return (value) => {
    const { journal, thrown, gaveUp, presumed } = machine;
    const isWhole = journal.outward === 0 && thrown === null && gaveUp === null && presumed === null;
    const isShort = machine.steps <= BUDGET.summary;
    const returned = isWhole && isShort && isClean(recorder) ? plainResult(machine, value, begun) : null;
    const losesShapes = recorder.untold.length > 0;
    if (returned === null) return { summary: null, losesShapes };
    const guards = neededGuards(recorder);
    const entered = outermost([...recorder.entered.keys(), ...recorder.consulted]);
    const ran = outermost([...recorder.ran]).filter((one) => one !== node);
    const summary = {
      abstractions,
      inputs: inputs.map(bareInput),
      guards,
      untold: [...recorder.untold],
      losesShapes: losesShapes || sizesIn(returned).some(isUnknown),
      symbols: symbolsSince(newest, guards, returned),
      returned: frozenContent(machine, returned, oldest) as Value,
      entered,
      ran,
      beginnings: [...entered, ...ran].map(beginningOf),
      isPassing: symbolsOfAll(guards, returned).some(({ id }) => id > machine.begun && id <= newest),
      isRisky: machine.risks > risks,
      isTouching: machine.touched > touched,
    };
    return { summary, losesShapes };
  };
}

/** Without its end: what changes is inside. */
function beginningOf(node: ts.Node): Place {
  const { file, start } = placeOf(node);
  return { file, start, end: start };
}

/** What stands inside another function is part of its text. */
function outermost(nodes: readonly ts.Node[]): readonly ts.Node[] {
  return nodes.filter((node) => !nodes.some((other) => other !== node && isWithin(node, other)));
}

function isClean({ faults, guards, gaveUp, asksIdentity }: Recorder): boolean {
  return (
    !asksIdentity &&
    faults.length === 0 &&
    gaveUp === null &&
    guards.every(({ under, condition }) => [condition, ...under].every(isPlain))
  );
}

/** Relations of known sizes: what the author's booleans decide differs from call to call. */
function isPlain(condition: Condition): boolean {
  switch (condition.kind) {
    case 'relation':
      return !isUnknown(condition.relation.left) && !isUnknown(condition.relation.right);
    case 'all':
    case 'any':
      return condition.operands.every(isPlain);
    default:
      return false;
  }
}

/**
 * Tensors, numbers, and lists and records of them that the run has made; `null` for all else. What was there before is
 * itself, and no copy can stand for it.
 */
function plainResult(machine: Machine, value: Value, begun: number): Value | null {
  const settled = settle(machine, value);
  const arePlain = (parts: readonly Value[]) => parts.every((one) => plainResult(machine, one, begun) !== null);
  switch (settled.kind) {
    case 'primitive':
    case 'quantity':
      return settled;
    case 'tensor': {
      const shape = resolveShape(machine.facts, settled.tensor.shape);
      return shape.some(isSpread) ? null : tensorValue({ shape, dtype: settled.tensor.dtype });
    }
    case 'array': {
      const slots = knownSlots(settled.elements.value);
      const isOwn = settled.id > begun && !isFrozen(settled, 'sealed');
      return isOwn && slots !== null && arePlain(slots) ? settled : null;
    }
    case 'object': {
      const isOwn = settled.id > begun && !isFrozen(settled, 'sealed') && isRecord(settled);
      return isOwn && arePlain(ownEntries(settled).map(([, one]) => one)) ? settled : null;
    }
    default:
      return null;
  }
}

/** The symbols that are younger than one, each with a copy of it. */
function symbolsSince(newest: number, guards: readonly Guard[], returned: Value): Summary['symbols'] {
  const symbols = symbolsOfAll(guards, returned).filter(({ id }) => id > newest);
  return new Map(symbols.map((symbol) => [symbol, { ...symbol }]));
}

function symbolsOfAll(guards: readonly Guard[], returned: Value): readonly SizeSymbol[] {
  const conditions = guards.flatMap(({ condition, under }) => [condition, ...under]);
  const symbols = conditions.flatMap((condition) => [...symbolsOfCondition(condition)]);
  return [...new Set([...symbols, ...sizesIn(returned).flatMap((size) => [...symbolsOf(size)])])];
}

function sizesIn(value: Value): readonly Size[] {
  switch (value.kind) {
    case 'quantity':
      return [value.quotient.numerator, value.quotient.denominator];
    case 'tensor':
      return value.tensor.shape.filter((dim): dim is Size => !isSpread(dim));
    case 'array':
      return (knownSlots(value.elements.value) ?? []).flatMap(sizesIn);
    case 'object':
      return ownEntries(value).flatMap(([, one]) => sizesIn(one));
    default:
      return [];
  }
}
