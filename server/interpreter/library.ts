/** Calling a library's functions: their rows run on evaluated arguments, what they refuse becomes a finding. */

import type { ts } from 'ts-morph';
import { Refused, Unranked, Unreadable } from '../kernels/ask.ts';
import type { Datum } from '../libraries/datum.ts';
import type { Row } from '../libraries/row.ts';
import { symbolsOfCondition, toCondition } from '../symbolic/condition.ts';
import { isUnknown, symbolsOf } from '../symbolic/size.ts';
import type { SizeSymbol } from '../symbolic/symbol.ts';
import { rankBehind } from '../tensor/spread.ts';
import { type Dim, isSpread } from '../tensor/tensor.ts';
import { MachineAsk } from './ask.ts';
import { distribute } from './branch.ts';
import { fromDatum, toDatum } from './bridge.ts';
import { type Machine, reasonAt, textOf } from './machine.ts';
import { receiverName } from './naming.ts';
import { arrayOf } from './objects.ts';
import { assumePresent, settle } from './settle.ts';
import { noteOnTape } from './tape.ts';
import { typeAt } from './types.ts';
import { unknown } from './unknown.ts';
import type { Value } from './values.ts';

/** Runs a row. Alternatives among the arguments are run each under its own condition. */
export function callRow(machine: Machine, row: Row, args: readonly Value[], node: ts.Node): Value {
  return refuted(machine, row.name, args, node, (read) => row.run(read, new MachineAsk(machine)));
}

/** Runs a rule for arguments; where the library would throw there is a finding, and the value is not known. */
export function refuted(
  machine: Machine,
  name: string,
  args: readonly Value[],
  node: ts.Node,
  rule: (args: readonly Datum[]) => Datum,
): Value {
  return overAlternatives(machine, args, 0, (plain) => {
    if (!machine.step(ROW_STEPS)) return unknown(machine.gaveUp ?? reasonAt(node, 'the budget is spent'));
    machine.node = node;
    machine.risks += 1;
    let data: readonly Datum[] = [];
    const run = () => {
      data = plain.map((arg) => toDatum(machine, arg));
      return rule(data);
    };
    const result = attempt(machine, name, node, run, () => plain.some((arg) => hasGuessedRank(machine, arg)));
    machine.node = node;
    if (!(result instanceof Failure)) noteOnTape(machine, name, data, result);
    if (!(result instanceof Failure) && holdsTensors(result)) machine.touch();
    return result instanceof Failure ? failed(machine, result, plain, node) : fromDatum(machine, result);
  });
}

/** A result that the rule could not tell. Where only ranks that nothing states are missing, it has sizes of its own. */
function failed(machine: Machine, { why, isUnranked }: Failure, args: readonly Value[], node: ts.Node): Value {
  const type = () => typeAt(machine, node);
  if (!isUnranked || args.some((arg) => isLost(machine, arg))) return unknown(why, { type });
  return unknown(why, { type, provenance: 'outside', origin: receiverName(node) ?? textOf(node) });
}

function isLost(machine: Machine, value: Value): boolean {
  const settled = settle(machine, value);
  switch (settled.kind) {
    case 'unknown':
      return settled.provenance === 'lost';
    case 'tensor':
      return settled.tensor.shape.some((dim) => (isSpread(dim) ? dim.backing === 'unknown' : isUnknown(dim)));
    case 'array':
      return settled.elements.value.slots.some((slot) => slot.kind !== 'spread' && isLost(machine, slot));
    default:
      return false;
  }
}

/** Whether a result is more than data: tensors, or an object of the library. */
function holdsTensors(result: Datum): boolean {
  switch (result.kind) {
    case 'tensor':
    case 'instance':
      return true;
    case 'list':
      return result.items.some((item) => item.kind !== 'spread' && holdsTensors(item));
    case 'repeated':
      return holdsTensors(result.element);
    case 'promise':
      return holdsTensors(result.value);
    case 'record':
      return Object.values(result.fields ?? {}).some(holdsTensors);
    default:
      return false;
  }
}

/** What running a row costs, in steps: its rule asks the facts a few questions. */
const ROW_STEPS = 20;

/** Why a rule gave no result. */
export class Failure {
  readonly why: Unreadable['why'];
  /** Whether it is only a rank that is not known. */
  readonly isUnranked: boolean;

  constructor(why: Unreadable['why'], isUnranked = false) {
    this.why = why;
    this.isUnranked = isUnranked;
  }
}

/** No rule looks for tensors in lists that are nested deeper; a list may hold itself. */
const MOST_DEPTH = 4;

/** Whether the rank of a tensor, or of one in a list, is only what a cast states or what was assumed in order to go on. */
function hasGuessedRank(machine: Machine, value: Value, depth = 0): boolean {
  const settled = settle(machine, value);
  if (settled.kind === 'tensor') return settled.tensor.shape.some((dim) => isOfGuess(machine, dim));
  if (settled.kind !== 'array' || depth > MOST_DEPTH) return false;
  return settled.elements.value.slots.some(
    (slot) => slot.kind !== 'spread' && hasGuessedRank(machine, slot, depth + 1),
  );
}

function isOfGuess({ castSizes, facts, firm }: Machine, dim: Dim): boolean {
  const isAssumed = (rank: SizeSymbol | null) => rank !== null && facts.isPinned(rank) && !firm.facts.isPinned(rank);
  if (isSpread(dim)) return symbolsOf(dim.source.rank).some(isAssumed);
  return symbolsOf(dim).some((symbol) => castSizes.has(symbol) || isAssumed(rankBehind(symbol)));
}

/** Runs a rule, and tells a refusal as a finding; a rank that is only guessed proves nothing. */
export function attempt<T>(
  machine: Machine,
  name: string,
  node: ts.Node,
  run: () => T,
  isGuessed: () => boolean = () => false,
): T | Failure {
  try {
    return run();
  } catch (error) {
    if (error instanceof Unreadable) {
      const { message, place } = error.why;
      return new Failure({ message, place: place ?? reasonAt(node, message).place }, error instanceof Unranked);
    }
    if (!(error instanceof Refused)) throw error;
    machine.node = node;
    const isOfRank = error.claim === null || symbolsOfCondition(toCondition(error.claim)).length === 0;
    if (isOfRank && isGuessed()) return new Failure(reasonAt(node, `the rank is only guessed: ${error.reason}`));
    machine.recorder.refuse(machine, node, name, error);
    return new Failure(reasonAt(node, `\`${textOf(node)}\` throws`));
  }
}

/**
 * Runs an operation for every combination of the alternatives that its arguments are. Only arguments that differ nest:
 * there may be more of the others than the stack holds calls.
 */
function overAlternatives(
  machine: Machine,
  args: readonly Value[],
  from: number,
  run: (args: readonly Value[]) => Value,
): Value {
  const present = args.map((one, index) => (index < from ? one : assumePresent(machine, one)));
  const index = present.findIndex((one, at) => at >= from && (one.kind === 'alternatives' || differingSlot(one) >= 0));
  const differing = present[index];
  if (differing === undefined) return run(present);
  return distribute(machine, differing, (one) =>
    overSlots(machine, one, (plain) => overAlternatives(machine, present.with(index, plain), index + 1, run)),
  );
}

/** The same for the elements of a short array argument, as in `tf.concat([a, b])`. */
function overSlots(machine: Machine, value: Value, run: (value: Value) => Value): Value {
  const index = differingSlot(value);
  const slots = value.kind === 'array' ? value.elements.value.slots : [];
  const slot = slots[index];
  if (slot === undefined || slot.kind === 'spread') return run(value);
  return distribute(machine, assumePresent(machine, slot), (one) => {
    if (one.kind === 'alternatives') return run(value);
    return overSlots(machine, arrayOf(slots.with(index, one)), run);
  });
}

/** The first element of a short array that differs between paths; -1 where there is none. */
function differingSlot(value: Value): number {
  if (value.kind !== 'array') return -1;
  const { slots, rest } = value.elements.value;
  return rest !== null || slots.length > 16 ? -1 : slots.findIndex((slot) => slot.kind === 'alternatives');
}

const names = new WeakMap<Machine, ReadonlySet<string>>();

/** Methods that only tensors have: calling one on an unknown value tells that it is a tensor. */
export function tensorMethodNames(machine: Machine): ReadonlySet<string> {
  let known = names.get(machine);
  if (known === undefined) {
    const all = machine.host.libraries.flatMap((library) => Object.keys(library.tensorMethods));
    known = new Set(all.filter((name) => !SHARED_NAMES.has(name)));
    names.set(machine, known);
  }
  return known;
}

/** Methods of tensors that values of the language, of models or of the page have too. */
const SHARED_NAMES: ReadonlySet<string> = new Set([
  'add',
  'all',
  'any',
  'array',
  'clone',
  'concat',
  'data',
  'dispose',
  'equal',
  'fill',
  'flatten',
  'greater',
  'less',
  'log',
  'max',
  'min',
  'pad',
  'pool',
  'print',
  'read',
  'reverse',
  'round',
  'save',
  'set',
  'slice',
  'sort',
  'split',
  'toString',
  'unique',
  'where',
  'step',
  'norm',
  'dot',
  'mod',
  'bytes',
  'buffer',
  'get',
  'toBool',
  'toInt',
  'toFloat',
]);
