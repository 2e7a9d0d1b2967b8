/** Arithmetic of the language on plain numbers, on sizes, and on numbers that become sizes later. */
import { ts } from 'ts-morph';
import {
  addQuotients,
  asSize,
  ceilQuotient,
  divideQuotients,
  floorQuotient,
  fromSize,
  integrality,
  multiplyQuotients,
  negateQuotient,
  type Quotient,
  subtractQuotients,
} from '../symbolic/quotient.ts';
import { less, type Relation } from '../symbolic/relation.ts';
import { asConstant, constant, modulo, type Size } from '../symbolic/size.ts';
import { bigints } from './bigIntegers.ts';
import { distribute } from './branch.ts';
import { throwError } from './builtins/errors.ts';
import { toPrimitive } from './builtins/text.ts';
import { BUDGET, type Machine, reasonAt, textOf } from './machine.ts';
import { settle } from './settle.ts';
import { quotientOf } from './truth.ts';
import { become, unknown } from './unknown.ts';
import { primitive, quantity, UNDEFINED, type Value } from './values.ts';

export type ArithmeticOperator = '+' | '-' | '*' | '/' | '%' | '**' | '|' | '&' | '^' | '<<' | '>>' | '>>>';

/** The operator of a binary expression or of a compound assignment. */
export function operatorOf(kind: ts.SyntaxKind): ArithmeticOperator | null {
  return OPERATORS.get(kind) ?? null;
}

const OPERATORS: ReadonlyMap<ts.SyntaxKind, ArithmeticOperator> = new Map([
  [ts.SyntaxKind.PlusToken, '+'],
  [ts.SyntaxKind.MinusToken, '-'],
  [ts.SyntaxKind.AsteriskToken, '*'],
  [ts.SyntaxKind.SlashToken, '/'],
  [ts.SyntaxKind.PercentToken, '%'],
  [ts.SyntaxKind.AsteriskAsteriskToken, '**'],
  [ts.SyntaxKind.BarToken, '|'],
  [ts.SyntaxKind.AmpersandToken, '&'],
  [ts.SyntaxKind.CaretToken, '^'],
  [ts.SyntaxKind.LessThanLessThanToken, '<<'],
  [ts.SyntaxKind.GreaterThanGreaterThanToken, '>>'],
  [ts.SyntaxKind.GreaterThanGreaterThanGreaterThanToken, '>>>'],
  [ts.SyntaxKind.PlusEqualsToken, '+'],
  [ts.SyntaxKind.MinusEqualsToken, '-'],
  [ts.SyntaxKind.AsteriskEqualsToken, '*'],
  [ts.SyntaxKind.SlashEqualsToken, '/'],
  [ts.SyntaxKind.PercentEqualsToken, '%'],
  [ts.SyntaxKind.AsteriskAsteriskEqualsToken, '**'],
  [ts.SyntaxKind.BarEqualsToken, '|'],
  [ts.SyntaxKind.AmpersandEqualsToken, '&'],
  [ts.SyntaxKind.CaretEqualsToken, '^'],
  [ts.SyntaxKind.LessThanLessThanEqualsToken, '<<'],
  [ts.SyntaxKind.GreaterThanGreaterThanEqualsToken, '>>'],
  [ts.SyntaxKind.GreaterThanGreaterThanGreaterThanEqualsToken, '>>>'],
] as const);

/** `left op right`. */
export function arithmetic(machine: Machine, op: ArithmeticOperator, left: Value, right: Value, node: ts.Node): Value {
  return distribute(machine, left, (a) => distribute(machine, right, (b) => compute(machine, op, a, b, node)));
}

function compute(machine: Machine, op: ArithmeticOperator, left: Value, right: Value, node: ts.Node): Value {
  const hint = op === '+' ? 'default' : 'number';
  const a = toPrimitive(machine, left, hint, node);
  const b = machine.thrown === null ? toPrimitive(machine, right, hint, node) : right;
  if (machine.thrown !== null) return UNDEFINED;
  if (a.kind === 'symbol' || b.kind === 'symbol')
    return throwError(machine, 'TypeError', 'Cannot convert a Symbol value');
  if (a.kind === 'primitive' && b.kind === 'primitive') return plain(machine, op, a.value, b.value, node);
  if (op === '+' && (isText(a) || isText(b))) return concatenate(a, b, node);
  const x = quotientOf(a);
  const y = quotientOf(b);
  if (x !== null && y !== null) return combined(machine, op, x, y, node);
  return later(op, a, b, node);
}

/** A number that sizes determine, though no expression of sizes says how: a size of its own where it is used as one. */
export function inexact(node: ts.Node): Value {
  const why = reasonAt(node, `\`${textOf(node)}\` is not exact`);
  return unknown(why, { provenance: 'outside', origin: textOf(node), holds: 'number' });
}

function isText(value: Value): boolean {
  return value.kind === 'primitive'
    ? typeof value.value === 'string'
    : value.kind === 'array' || value.kind === 'object';
}

function concatenate(a: Value, b: Value, node: ts.Node): Value {
  return unknown(reasonAt(node, 'a text that depends on what is not known'), {
    provenance: a.kind === 'unknown' || b.kind === 'unknown' ? 'outside' : 'lost',
    origin: textOf(node),
    holds: 'string',
  });
}

/** Whether texts make one that is not worth its memory. */
export function isTooLong(texts: readonly unknown[]): boolean {
  const length = (text: unknown) => (typeof text === 'string' ? text.length : 0);
  return texts.reduce((total: number, text) => total + length(text), 0) > BUDGET.characters;
}

function plain(machine: Machine, op: ArithmeticOperator, left: unknown, right: unknown, node: ts.Node): Value {
  // The operands are primitives of the program; the host's own operators have the language's meaning.
  const [a, b] = [left, right] as [number, number];
  if (typeof left === 'bigint' || typeof right === 'bigint') return bigints(machine, op, left, right, node);
  switch (op) {
    case '+':
      return isTooLong([left, right]) ? concatenate(primitive(''), primitive(''), node) : primitive(a + b);
    case '-':
      return primitive(a - b);
    case '*':
      return primitive(a * b);
    case '/':
      return primitive(a / b);
    case '%':
      return primitive(a % b);
    case '**':
      return primitive(a ** b);
    case '|':
      return primitive(a | b);
    case '&':
      return primitive(a & b);
    case '^':
      return primitive(a ^ b);
    case '<<':
      return primitive(a << b);
    case '>>':
      return primitive(a >> b);
    case '>>>':
      return primitive(a >>> b);
  }
}

/**
 * Arithmetic on sizes. A double is exact where the quotient is whole, or a fraction of two, after one division; what is
 * multiplied then, or added to another fraction, may miss the whole number that it would be, so that it is no number to
 * round or to compare. Used as a size it takes that the quotients in it are whole.
 */
function combined(machine: Machine, op: ArithmeticOperator, x: Quotient, y: Quotient, node: ts.Node): Value {
  const made = exactQuotient(machine, op, x, y);
  if (made === null) return inexact(node);
  const wholes = fractionsIn(op, x, y).map(integrality);
  const verdicts = wholes.map((whole) => machine.decide(whole));
  if (verdicts.every((verdict) => verdict === 'yes')) return quantity(made);
  if (verdicts.includes('no')) return inexact(node);
  const why = reasonAt(node, `\`${textOf(node)}\` is rounded twice`);
  const compute = (inner: Machine): Value => taken(inner, wholes, made);
  return unknown(why, { provenance: 'outside', origin: textOf(node), holds: 'number', compute });
}

/** A number as what it is where the quotients that it is computed from are whole. */
function taken(machine: Machine, wholes: readonly Relation[], made: Quotient): Value {
  for (const whole of wholes) {
    if (machine.decide(whole) !== 'unknown') continue;
    machine.recorder.guard(machine, whole, 'assumes', 'a quotient: a whole number', machine.path);
    machine.assume(whole, false);
  }
  return quantity(made);
}

/** The operands whose rounding shows in the result. */
function fractionsIn(op: ArithmeticOperator, x: Quotient, y: Quotient): readonly Quotient[] {
  const fractions = [x, y].filter((one) => !isBinary(one.denominator));
  switch (op) {
    case '*':
      return [...(isPowerOfTwo(y) ? [] : [x]), ...(isPowerOfTwo(x) ? [] : [y])].filter((one) =>
        fractions.includes(one),
      );
    case '/':
      return fractions.filter((one) => one === y);
    case '+':
    case '-':
      return fractions.length === 2 ? fractions : [];
    case '**':
      return fractions.filter((one) => one === x && plainOf(y) !== 1);
    default:
      return [];
  }
}

/** Whether division by a size is exact in binary. */
function isBinary(size: Size): boolean {
  const divisor = asConstant(size);
  return divisor !== null && Number.isInteger(Math.log2(divisor));
}

function isPowerOfTwo({ numerator, denominator }: Quotient): boolean {
  const factor = asConstant(numerator);
  return factor !== null && factor !== 0 && isBinary(constant(Math.abs(factor))) && isBinary(denominator);
}

function exactQuotient(machine: Machine, op: ArithmeticOperator, x: Quotient, y: Quotient): Quotient | null {
  switch (op) {
    case '+':
      return addQuotients(x, y);
    case '-':
      return subtractQuotients(x, y);
    case '*':
      return multiplyQuotients(x, y);
    case '/':
      return divideQuotients(x, y);
    case '%':
      return remainder(machine, x, y);
    case '**':
      return power(x, y);
    case '|':
      return isZero(y) ? sized(truncated(machine, x)) : null;
    case '>>':
      return shifted(x, y);
    case '>>>':
      return x.numerator.bounds.min >= 0 ? shifted(x, y) : null;
    case '<<': {
      const bits = plainOf(y);
      return bits !== null && bits >= 0 && bits < 31 ? multiplyQuotients(x, whole(2 ** bits)) : null;
    }
    default:
      return null;
  }
}

/** The remainder of the language has the sign of the dividend: it is the modulo of sizes where neither is negative. */
function remainder(machine: Machine, x: Quotient, y: Quotient): Quotient | null {
  const dividend = asSize(x);
  const divisor = asSize(y);
  if (dividend === null || divisor === null) return null;
  const isPositive = machine.decide(less(constant(0), divisor)) === 'yes';
  const isNatural = machine.decide(less(dividend, constant(0))) === 'no';
  return isPositive && isNatural ? fromSize(modulo(dividend, divisor)) : null;
}

function power(x: Quotient, y: Quotient): Quotient | null {
  const exponent = plainOf(y);
  if (exponent === null || !Number.isInteger(exponent) || exponent < 0 || exponent > 8) return null;
  let made = whole(1);
  for (let i = 0; i < exponent; i++) made = multiplyQuotients(made, x);
  return made;
}

/** `Math.trunc`; `null` where the sign is not known. */
export function truncated(machine: Machine, quotient: Quotient): Size | null {
  const { numerator } = quotient;
  if (machine.decide(less(numerator, constant(0))) === 'no') return floorQuotient(quotient);
  return machine.decide(less(constant(0), numerator)) === 'no' ? ceilQuotient(quotient) : null;
}

function shifted(x: Quotient, y: Quotient): Quotient | null {
  const bits = plainOf(y);
  if (bits === null || bits < 0 || bits > 30) return null;
  const quotient = divideQuotients(x, whole(2 ** bits));
  return quotient === null ? null : sized(floorQuotient(quotient));
}

function sized(size: Size | null): Quotient | null {
  return size === null ? null : fromSize(size);
}

function whole(n: number): Quotient {
  return fromSize(constant(n));
}

function plainOf(quotient: Quotient): number | null {
  const value = quantity(quotient);
  return value.kind === 'primitive' && typeof value.value === 'number' ? value.value : null;
}

function isZero(quotient: Quotient): boolean {
  return plainOf(quotient) === 0;
}

/** A result that is a number only once an operand is used as a size: then it is computed again. */
function later(op: ArithmeticOperator, a: Value, b: Value, node: ts.Node): Value {
  const source = a.kind === 'unknown' ? a : b;
  if (source.kind !== 'unknown') {
    const isNumber = [a, b].every((one) => one.kind === 'quantity' || typeof plainValue(one) === 'number');
    return isNumber ? inexact(node) : unknown(reasonAt(node, `\`${textOf(node)}\` is no number`));
  }
  return unknown(source.why, {
    provenance: source.provenance,
    origin: textOf(node),
    holds: op === '+' && !(isNumeric(a) && isNumeric(b)) ? null : 'number',
    compute: (machine) => {
      const left = asNumber(machine, a);
      const x = left && quotientOf(left);
      // What is no size is asked again by all that is made of it: both sides at each step would double the work.
      const right = x && asNumber(machine, b);
      const y = right && quotientOf(right);
      const made = x && y && exactQuotient(machine, op, x, y);
      return made ? taken(machine, fractionsIn(op, x, y).map(integrality), made) : null;
    },
  });
}

function plainValue(value: Value): unknown {
  return value.kind === 'primitive' ? value.value : undefined;
}

function isNumeric(value: Value): boolean {
  return value.kind === 'unknown' ? value.holds === 'number' : quotientOf(value) !== null;
}

/** The number that a value is once it counts as a size. */
export function asNumber(machine: Machine, value: Value): Value | null {
  const settled = settle(machine, value);
  return settled.kind === 'unknown' ? become(machine, settled, { kind: 'size' }) : settled;
}

/** `-value`. */
export function negate(machine: Machine, value: Value, node: ts.Node): Value {
  return distribute(machine, value, (one) => {
    if (one.kind === 'primitive') return primitive(typeof one.value === 'bigint' ? -one.value : -Number(one.value));
    if (one.kind === 'quantity') return quantity(negateQuotient(one.quotient));
    return compute(machine, '-', primitive(0), one, node);
  });
}

/** Applies a rounding to a number: `Math.floor`, `~~`, `| 0`. */
export function rounded(
  machine: Machine,
  value: Value,
  plainly: (n: number) => number,
  exactly: (quotient: Quotient) => Size | null,
  node: ts.Node,
): Value {
  return distribute(machine, value, (one) => {
    if (one.kind === 'primitive' && typeof one.value === 'number') return primitive(plainly(one.value));
    const quotient = quotientOf(one);
    const size = quotient && exactly(quotient);
    if (size) return quantity(fromSize(size));
    if (one.kind !== 'unknown') return inexact(node);
    // What is rounded need not be whole: the result is a size of its own, not one computed from sizes. It may be 0.
    return unknown(one.why, { provenance: one.provenance, origin: textOf(node), holds: 'number', least: 0 });
  });
}
