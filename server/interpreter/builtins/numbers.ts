/** `Number`, `parseInt` and their kin, and the methods of numbers. */
import { toCondition } from '../../symbolic/condition.ts';
import { fromSize, integrality } from '../../symbolic/quotient.ts';
import { asNumber, truncated } from '../arithmetic.ts';
import { type Machine, textOf } from '../machine.ts';
import { unknown } from '../unknown.ts';
import {
  FALSE_VALUE,
  type Native,
  type NativeCall,
  native,
  primitive,
  quantity,
  TRUE_VALUE,
  truth,
  UNDEFINED,
  type Value,
} from '../values.ts';
import { throwError } from './errors.ts';
import { globalValue } from './globals.ts';
import { argumentAt, lazily, method, plainFunction, table } from './method.ts';
import { plainNumber } from './numeric.ts';
import { derived, undecided } from './results.ts';
import { toPrimitive } from './text.ts';

export function numberGlobals(): Readonly<Record<string, Value>> {
  const parsing = {
    parseInt: parsed('parseInt', parseInteger),
    parseFloat: parsed('parseFloat', (text) => Number.parseFloat(text)),
  };
  const constants = {
    EPSILON: primitive(Number.EPSILON),
    MAX_SAFE_INTEGER: primitive(Number.MAX_SAFE_INTEGER),
    MAX_VALUE: primitive(Number.MAX_VALUE),
    MIN_SAFE_INTEGER: primitive(Number.MIN_SAFE_INTEGER),
    MIN_VALUE: primitive(Number.MIN_VALUE),
    NEGATIVE_INFINITY: primitive(Number.NEGATIVE_INFINITY),
    NaN: primitive(Number.NaN),
    POSITIVE_INFINITY: primitive(Number.POSITIVE_INFINITY),
  };
  const tests = {
    isFinite: numberTest('isFinite', Number.isFinite, () => TRUE_VALUE),
    isInteger: numberTest('isInteger', Number.isInteger, whole),
    isNaN: numberTest('isNaN', Number.isNaN, () => FALSE_VALUE),
    isSafeInteger: numberTest('isSafeInteger', Number.isSafeInteger, whole),
  };
  return {
    ...parsing,
    BigInt: plainFunction('BigInt', toBigInteger),
    Number: plainFunction('Number', toNumber, table<Value>({ ...parsing, ...constants, ...tests })),
    isFinite: looseTest('isFinite', Number.isFinite, TRUE_VALUE),
    isNaN: looseTest('isNaN', Number.isNaN, FALSE_VALUE),
  };
}

function whole(value: Extract<Value, { kind: 'quantity' }>): Value {
  return truth(toCondition(integrality(value.quotient)));
}

/** `Number.isInteger` and its like: false for all that is no number. */
function numberTest(
  name: string,
  plainly: (value: unknown) => boolean,
  exactly: (value: Extract<Value, { kind: 'quantity' }>) => Value,
): Native {
  return plainFunction(name, (_, { args, node }) => {
    const value = args[0] ?? UNDEFINED;
    if (value.kind === 'primitive') return primitive(plainly(value.value));
    if (value.kind === 'quantity') return exactly(value);
    return value.kind === 'unknown' ? undecided(value, name, node) : FALSE_VALUE;
  });
}

/** The global functions of that name, which make a number of their argument first. */
function looseTest(name: string, plainly: (value: number) => boolean, ofSizes: Value): Native {
  return plainFunction(name, (_, { args, node }) => {
    const value = args[0] ?? UNDEFINED;
    const number = plainNumber(value);
    if (number !== null) return primitive(plainly(number));
    return value.kind === 'quantity' ? ofSizes : undecided(value, name, node);
  });
}

/** `BigInt(x)`. */
function toBigInteger(machine: Machine, { args, node }: NativeCall): Value {
  const value = toPrimitive(machine, args[0] ?? UNDEFINED, 'number', node);
  if (value.kind !== 'primitive') return derived([value], node, 'a big integer that is not known');
  if (typeof value.value === 'number' && !Number.isInteger(value.value))
    return throwError(machine, 'RangeError', 'The number cannot be converted to a BigInt because it is not an integer');
  if (value.value === undefined || value.value === null)
    return throwError(machine, 'TypeError', `Cannot convert ${value.value} to a BigInt`);
  try {
    return primitive(BigInt(value.value));
  } catch {
    return throwError(machine, 'SyntaxError', `Cannot convert ${value.value} to a BigInt`);
  }
}

/** `Number(x)`. A number that is not known is a size of its own name once it is used as one. */
function toNumber(machine: Machine, { args, node }: NativeCall): Value {
  if (args.length === 0) return primitive(0);
  const value = toPrimitive(machine, args[0] ?? UNDEFINED, 'number', node);
  if (value.kind === 'symbol') return throwError(machine, 'TypeError', 'Cannot convert a Symbol value to a number');
  if (value.kind === 'primitive') return primitive(Number(value.value));
  return value.kind === 'quantity' ? value : converted(value, node);
}

function converted(value: Value, node: NativeCall['node']): Value {
  if (value.kind !== 'unknown')
    return derived([value], node, `\`${textOf(node)}\` is no number that is known`, 'number');
  return unknown(value.why, {
    provenance: value.provenance,
    origin: textOf(node),
    compute: (machine) => asNumber(machine, value),
  });
}

function parsed(name: string, plainly: (text: string, radix: number) => number): Native {
  return plainFunction(name, (machine, { args, node }) => {
    const value = args[0] ?? UNDEFINED;
    const radix = plainNumber(args[1] ?? UNDEFINED);
    if (value.kind === 'primitive') return primitive(plainly(String(value.value).slice(0, 400), radix ?? Number.NaN));
    if (value.kind !== 'quantity') return converted(value, node);
    if (name === 'parseFloat') return value;
    const size = truncated(machine, value.quotient);
    return size === null
      ? derived([value], node, `\`${textOf(node)}\` is not exact`, 'number')
      : quantity(fromSize(size));
  });
}

function parseInteger(text: string, radix: number): number {
  return Number.parseInt(text, Number.isNaN(radix) ? undefined : radix);
}

/** `number.name`; `null` where numbers have no such member. */
export const numberMember: (name: string) => Native | null = lazily((name) => {
  if (name === 'valueOf') return method(name, (_, self) => self);
  if (name === 'constructor') return numberConstructor();
  const run = TEXTS.get(name);
  if (run === undefined) return name === 'toLocaleString' ? native(name, (_, call) => unknownText(call)) : null;
  return method(name, (machine, self, call) => {
    const digits = argumentAt(machine, call, 0);
    if (isOutside(run, digits)) return throwError(machine, 'RangeError', `${name}() argument is out of range`);
    const text = self.kind === 'primitive' && digits.kind === 'primitive' ? written(run, self.value, digits) : null;
    return text === null ? unknownText(call) : primitive(text);
  });
});

function unknownText({ args, self, node }: NativeCall): Value {
  return derived([self, ...args], node, 'a text that depends on what is not known', 'string');
}

function numberConstructor(): Native | null {
  const found = globalValue('Number');
  return found?.kind === 'native' ? found : null;
}

/** Numbers as text, and the digits or the base that each takes. */
const TEXTS: ReadonlyMap<string, Writing> = new Map<string, Writing>([
  ['toFixed', { run: (n, digits) => n.toFixed(digits), from: 0, to: 100 }],
  ['toPrecision', { run: (n, digits) => n.toPrecision(digits), from: 1, to: 100 }],
  ['toExponential', { run: (n, digits) => n.toExponential(digits), from: 0, to: 100 }],
  ['toString', { run: (n, base) => n.toString(base), from: 2, to: 36 }],
]);

interface Writing {
  readonly run: (n: number, digits?: number) => string;
  readonly from: number;
  readonly to: number;
}

function isOutside({ from, to }: Writing, digits: Value): boolean {
  if (digits.kind !== 'primitive' || digits.value === undefined) return false;
  const count = Math.trunc(plainNumber(digits) ?? Number.NaN) || 0;
  return count < from || count > to;
}

/** The text; `null` for digits outside the range, for which the language throws. */
function written(text: Writing, value: unknown, digits: Value): string | null {
  if (typeof value !== 'number') return null;
  if (digits.kind === 'primitive' && digits.value === undefined) return text.run(value);
  const count = Math.trunc(plainNumber(digits) ?? Number.NaN) || 0;
  return count >= text.from && count <= text.to ? text.run(value, count) : null;
}
