/** `Math`. */
import type { ts } from 'ts-morph';
import {
  asSize,
  ceilQuotient,
  compareQuotients,
  floorQuotient,
  fromSize,
  multiplyQuotients,
  negateQuotient,
  type Quotient,
  roundQuotient,
} from '../../symbolic/quotient.ts';
import { less } from '../../symbolic/relation.ts';
import { constant, fromSymbol, maximum, minimum, type Size, symbolsOf } from '../../symbolic/size.ts';
import { arithmetic, rounded, truncated } from '../arithmetic.ts';
import { type Machine, reasonAt, textOf } from '../machine.ts';
import { unknown } from '../unknown.ts';
import { type Native, type NativeCall, native, primitive, quantity, UNDEFINED, type Value } from '../values.ts';
import { plainFunction, table } from './method.ts';
import { numericFunction } from './numeric.ts';

/** The `Math` object. Functions without a rule for sizes give an unknown number for them. */
export function mathObject(): Native {
  const plain = Object.entries(PLAIN).map(([name, run]) => [name, numericFunction(name, run)] as const);
  const constants = Object.entries(CONSTANTS).map(([name, value]) => [name, primitive(value)] as const);
  return native(
    'Math',
    () => UNDEFINED,
    table<Value>(Object.fromEntries([...plain, ...constants, ...exactFunctions()])),
  );
}

const PLAIN: Readonly<Record<string, (...numbers: number[]) => number>> = {
  acos: Math.acos,
  acosh: Math.acosh,
  asin: Math.asin,
  asinh: Math.asinh,
  atan: Math.atan,
  atan2: Math.atan2,
  atanh: Math.atanh,
  cbrt: Math.cbrt,
  clz32: Math.clz32,
  cos: Math.cos,
  cosh: Math.cosh,
  exp: Math.exp,
  expm1: Math.expm1,
  fround: Math.fround,
  hypot: Math.hypot,
  imul: Math.imul,
  log: Math.log,
  log10: Math.log10,
  log1p: Math.log1p,
  log2: Math.log2,
  sin: Math.sin,
  sinh: Math.sinh,
  tan: Math.tan,
  tanh: Math.tanh,
};

const CONSTANTS: Readonly<Record<string, number>> = {
  E: Math.E,
  LN10: Math.LN10,
  LN2: Math.LN2,
  LOG10E: Math.LOG10E,
  LOG2E: Math.LOG2E,
  PI: Math.PI,
  SQRT1_2: Math.SQRT1_2,
  SQRT2: Math.SQRT2,
};

function exactFunctions(): readonly (readonly [string, Native])[] {
  return [
    rounding('floor', Math.floor, floorQuotient),
    rounding('ceil', Math.ceil, ceilQuotient),
    rounding('round', Math.round, roundQuotient),
    [
      'trunc',
      numericFunction('trunc', Math.trunc, (machine, [one]) =>
        one === undefined ? null : whole(truncated(machine, one)),
      ),
    ],
    ['max', extreme('max', Math.max, maximum)],
    ['min', extreme('min', Math.min, minimum)],
    ['abs', numericFunction('abs', Math.abs, (machine, [one]) => (one === undefined ? null : absolute(machine, one)))],
    ['sign', numericFunction('sign', Math.sign, (machine, [one]) => (one === undefined ? null : sign(machine, one)))],
    ['sqrt', numericFunction('sqrt', Math.sqrt, (machine, [one]) => (one === undefined ? null : root(machine, one)))],
    ['pow', plainFunction('pow', pow)],
    ['random', native('random', (_, { node }) => random(node))],
  ];
}

function rounding(
  name: string,
  plainly: (n: number) => number,
  exactly: (quotient: Quotient) => Size,
): readonly [string, Native] {
  const run = (machine: Machine, { args, node }: NativeCall) =>
    rounded(machine, args[0] ?? UNDEFINED, plainly, exactly, node);
  return [name, plainFunction(name, run)];
}

function whole(size: Size | null): Value | null {
  return size && quantity(fromSize(size));
}

function pow(machine: Machine, { args, node }: NativeCall): Value {
  return arithmetic(machine, '**', args[0] ?? UNDEFINED, args[1] ?? UNDEFINED, node);
}

function random(node: ts.Node): Value {
  return unknown(reasonAt(node, 'a random number'), { provenance: 'outside', origin: textOf(node) });
}

/** The greatest or the least: what the facts decide falls away, the rest is a size of its own. */
function extreme(
  name: 'max' | 'min',
  plainly: (...numbers: number[]) => number,
  make: (a: Size, b: Size) => Size,
): Native {
  const neutral = name === 'max' ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY;
  const exact = numericFunction(name, plainly, (machine, [first, ...others]) => {
    let best: Quotient | null = first ?? null;
    for (const other of others) best = best && better(machine, name, make, best, other);
    return best && quantity(best);
  });
  return plainFunction(name, (machine, call) => {
    const args = call.args.filter((one) => one.kind !== 'primitive' || one.value !== neutral);
    return exact.call(machine, { ...call, args });
  });
}

function better(
  machine: Machine,
  name: 'max' | 'min',
  make: (a: Size, b: Size) => Size,
  a: Quotient,
  b: Quotient,
): Quotient | null {
  const verdict = machine.decide(compareQuotients('<=', a, b));
  if (verdict !== 'unknown') return (verdict === 'yes') === (name === 'max') ? b : a;
  const [x, y] = [asSize(a), asSize(b)];
  return x === null || y === null ? null : fromSize(machine.facts.simplify(make(x, y)));
}

function absolute(machine: Machine, value: Quotient): Value | null {
  const verdict = machine.decide(less(value.numerator, constant(0)));
  if (verdict === 'no') return quantity(value);
  if (verdict === 'yes') return quantity(negateQuotient(value));
  const size = asSize(value);
  const negative = asSize(negateQuotient(value));
  return size === null || negative === null ? null : quantity(fromSize(maximum(size, negative)));
}

function sign(machine: Machine, { numerator }: Quotient): Value | null {
  if (machine.decide(less(constant(0), numerator)) === 'yes') return primitive(1);
  return machine.decide(less(numerator, constant(0))) === 'yes' ? primitive(-1) : null;
}

/** The root of a size that is the square of a symbol. */
function root(machine: Machine, value: Quotient): Value | null {
  for (const symbol of symbolsOf(value.numerator)) {
    const candidate = fromSize(fromSymbol(symbol));
    const square = multiplyQuotients(candidate, candidate);
    if (square.numerator === value.numerator && value.denominator === square.denominator) {
      return machine.decide(less(constant(-1), candidate.numerator)) === 'yes' ? quantity(candidate) : null;
    }
  }
  return null;
}
