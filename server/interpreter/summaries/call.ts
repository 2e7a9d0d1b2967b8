/** Calls by summary: a function that was run on such inputs before is not run again; what it needs is asked of the caller. */

import { ts } from 'ts-morph';
import { type Condition, substituteCondition } from '../../symbolic/condition.ts';
import type { Guard } from '../../symbolic/guard.ts';
import { fromSymbol, type Replace, type Size, substitute } from '../../symbolic/size.ts';
import { makeSymbol, type SizeSymbol } from '../../symbolic/symbol.ts';
import { isSpread } from '../../tensor/tensor.ts';
import { inAllTurns } from '../allTurns.ts';
import { type Activation, isWithin, type Machine } from '../machine.ts';
import { arrayOf, knownSlots, objectValue, ownEntries } from '../objects.ts';
import { type Closure, quantity, tensorValue, type Value } from '../values.ts';
import { type Binding, bind, isGeneral } from './binding.ts';
import { mayConcern } from './purity.ts';
import type { Summary } from './summary.ts';
import { hasSummaries, isOfModule, summaryFor } from './table.ts';

/** What the call gives; `null` where it has to be run. `run` runs the function on other inputs, from an empty state. */
export function callBySummary(
  machine: Machine,
  closure: Closure,
  call: Activation,
  run: (inputs: readonly Value[]) => Value,
): Value | null {
  const { site, args = [] } = call;
  if (!maySummarize(machine, closure, site)) return null;
  const summary = summaryFor(machine, closure, args, run);
  if (summary === null || isSeenChanged(machine, summary) || isOwnText(machine, summary)) return null;
  const mark = machine.journal.mark();
  const { facts, firm, presumed, risks } = machine;
  const { guards, untold } = machine.recorder;
  const [asked, left] = [guards.length, untold.length];
  const binding: Binding = new Map();
  const isBound = summary.inputs.every((input, index) => {
    const passed = args[index];
    return passed !== undefined && bind(machine, binding, input, passed, site);
  });
  const isTold = isBound && (!summary.losesShapes || isGeneral(machine, binding));
  const value = isTold ? takeOver(machine, summary, call, binding) : null;
  if (value === null) {
    machine.journal.rollback(mark);
    guards.length = asked;
    untold.length = left;
    Object.assign(machine, { facts, firm, presumed, risks, thrown: null, node: site });
  }
  return value;
}

/** Functions of a module without contracts, that are called with positions only, while a root runs. */
function maySummarize(machine: Machine, closure: Closure, site: ts.Node): boolean {
  const { node } = closure;
  const { recorder } = machine;
  if (site === node || recorder.root === null || ts.isSourceFile(recorder.root)) return false;
  if (recorder.isPreparing || recorder.isApart) return false;
  if (!isOfModule(closure) || machine.tape !== null || recorder.isLooking) return false;
  return hasSummaries(node);
}

/** Whether what runs may have changed something that the summarized function reads. */
function isSeenChanged({ journal, recorder }: Machine, { entered }: Summary): boolean {
  if (journal.outward === 0) return false;
  return mayConcern([...(recorder.root === null ? [] : [recorder.root]), ...recorder.entered.keys()], entered);
}

/** Whether the function runs something of the root's own text: then each of its runs is to be seen. */
function isOwnText({ recorder: { root } }: Machine, { entered }: Summary): boolean {
  return root !== null && entered.some((node) => isWithin(node, root));
}

/** `null` where a guard is false here: then the run itself tells what happens. */
function takeOver(machine: Machine, summary: Summary, call: Activation, binding: Binding): Value | null {
  const node = call.closure?.node ?? null;
  const own = new Map<SizeSymbol, Size>();
  for (const [symbol, like] of summary.symbols) {
    if (!binding.has(symbol)) own.set(symbol, fromSymbol(makeSymbol(like)));
  }
  const replace: Replace = (symbol) => binding.get(symbol) ?? own.get(symbol) ?? null;
  machine.node = node;
  for (const guard of summary.guards) {
    if (!establish(machine, guard, replace)) return null;
  }
  for (const untold of summary.untold) machine.recorder.leaveSeen(machine, untold);
  for (const one of summary.entered) if (one !== node) machine.recorder.enter(one, call);
  for (const one of summary.ran) machine.recorder.ran.add(one);
  if (summary.isRisky) machine.risks += 1;
  if (summary.isTouching) machine.touch();
  return resultOf(summary.returned, replace, new Map());
}

/** Asks the caller for what the function needs. False where that is known not to hold. */
function establish(
  machine: Machine,
  { condition, under, kind, reason, place, related }: Guard,
  replace: Replace,
): boolean {
  const claim = substituteCondition(condition, replace);
  const open: Condition[] = [];
  for (const one of under.map((each) => substituteCondition(each, replace))) {
    const verdict = machine.decide(one);
    if (verdict === 'no') return true;
    if (verdict === 'unknown') open.push(one);
  }
  const verdict = open.reduce((facts, one) => facts.assume(one), machine.facts).decide(claim);
  if (verdict === 'no') return false;
  if (verdict === 'yes') return true;
  const { recorder } = machine;
  const needed = kind === 'requires' && open.length === 0 ? inAllTurns(machine, claim) : claim;
  recorder.guard(machine, needed, kind, reason, [...machine.path, ...open], related[0]?.place ?? place);
  if (open.length === 0) machine.assume(needed, kind === 'requires');
  if (needed !== claim) machine.assume(claim, true);
  recorder.noteRank(machine, claim);
  return true;
}

/** A new result with the sizes of the call; what occurs in it twice is made once. */
function resultOf(value: Value, replace: Replace, made: Map<Value, Value>): Value {
  const known = made.get(value);
  if (known !== undefined) return known;
  const result = replaced(value, replace, made);
  made.set(value, result);
  return result;
}

function replaced(value: Value, replace: Replace, made: Map<Value, Value>): Value {
  switch (value.kind) {
    case 'quantity': {
      const { numerator, denominator } = value.quotient;
      return quantity({ numerator: substitute(numerator, replace), denominator: substitute(denominator, replace) });
    }
    case 'tensor': {
      const shape = value.tensor.shape.map((dim) => (isSpread(dim) ? dim : substitute(dim, replace)));
      return tensorValue({ shape, dtype: value.tensor.dtype });
    }
    case 'array':
      return arrayOf((knownSlots(value.elements.value) ?? []).map((slot) => resultOf(slot, replace, made)));
    case 'object':
      return objectValue(ownEntries(value).map(([name, one]) => [name, resultOf(one, replace, made)]));
    default:
      return value;
  }
}
