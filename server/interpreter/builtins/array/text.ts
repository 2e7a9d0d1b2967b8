/** Arrays as text. */
import { isTooLong } from '../../arithmetic.ts';
import { BUDGET, type Machine } from '../../machine.ts';
import { settle } from '../../settle.ts';
import {
  type ArrayValue,
  isNullish,
  isString,
  type NativeCall,
  primitive,
  UNDEFINED,
  type Value,
} from '../../values.ts';
import { argumentAt, type Method } from '../method.ts';
import { derived } from '../results.ts';
import { textOfValue } from '../text.ts';
import { knownContent, segmentsOf } from './content.ts';

export const TEXT_METHODS: Readonly<Record<string, Method<ArrayValue>>> = {
  join,
  toString: (machine: Machine, array: ArrayValue, call: NativeCall) => join(machine, array, { ...call, args: [] }),
};

/** Longer texts are not made: no size or name is that long. */
const MOST_CHARACTERS = 4096;

/** Arrays that are being written: one that contains itself is empty there. */
const open: ArrayValue[] = [];

/** What is written of arrays in arrays beyond this depth is not known. */
const MOST_DEPTH = 64;

function join(machine: Machine, array: ArrayValue, call: NativeCall): Value {
  if (open.includes(array)) return primitive('');
  if (open.length >= MOST_DEPTH)
    return derived([array], call.node, 'the text of arrays that are nested too deeply', 'string');
  const first = argumentAt(machine, call, 0);
  const separator = first === UNDEFINED ? primitive(',') : textOfValue(machine, first, call.node);
  const known = knownContent(machine, array);
  open.push(array);
  const parts = known?.map((one) => textOfElement(machine, one, call));
  open.pop();
  if (machine.thrown !== null) return UNDEFINED;
  const isKnown = parts !== undefined && isString(separator) && parts.every(isString);
  if (
    isKnown &&
    !isTooLong(parts.map((one) => one.value)) &&
    separator.value.length * parts.length <= BUDGET.characters
  ) {
    const text = parts.map((one) => one.value).join(separator.value);
    if (text.length <= MOST_CHARACTERS) return primitive(text);
  }
  const values = segmentsOf(machine, array, call.node).map((one) => one.value);
  return derived([...values, separator], call.node, 'a text that depends on what is not known', 'string');
}

function textOfElement(machine: Machine, value: Value, { node }: NativeCall): Value {
  const settled = settle(machine, value);
  return isNullish(settled) ? primitive('') : textOfValue(machine, settled, node);
}
