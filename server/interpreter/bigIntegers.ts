/** Arithmetic on big integers; results of very many digits are not made. */
import type { ts } from 'ts-morph';
import type { ArithmeticOperator } from './arithmetic.ts';
import { throwError } from './builtins/errors.ts';
import { type Machine, reasonAt } from './machine.ts';
import { unknown } from './unknown.ts';
import { primitive, type Value } from './values.ts';

/** `left op right` where one of the operands is a big integer. */
export function bigints(machine: Machine, op: ArithmeticOperator, left: unknown, right: unknown, node: ts.Node): Value {
  if (op === '+' && (typeof left === 'string' || typeof right === 'string')) return primitive(`${left}${right}`);
  if (typeof left !== 'bigint' || typeof right !== 'bigint')
    return throwError(machine, 'TypeError', 'Cannot mix BigInt and other types, use explicit conversions');
  const grows = op === '**' || op === '<<' || op === '>>';
  const isLarge = [left, right].some((one) => one > MOST_BITS || one < -MOST_BITS);
  if (grows ? right > 256n || right < -256n || isLarge : isLarge)
    return unknown(reasonAt(node, 'arithmetic on very large integers'));
  if ((op === '/' || op === '%') && right === 0n) return throwError(machine, 'RangeError', 'Division by zero');
  if (op === '**' && right < 0n) return throwError(machine, 'RangeError', 'Exponent must be non-negative');
  if (op === '>>>') return throwError(machine, 'TypeError', 'BigInts have no unsigned right shift');
  return primitive(BIGINT[op](left, right));
}

const MOST_BITS = 1n << 256n;

const BIGINT: Readonly<Record<Exclude<ArithmeticOperator, '>>>'>, (a: bigint, b: bigint) => bigint>> = {
  '+': (a, b) => a + b,
  '-': (a, b) => a - b,
  '*': (a, b) => a * b,
  '/': (a, b) => a / b,
  '%': (a, b) => a % b,
  '**': (a, b) => a ** b,
  '|': (a, b) => a | b,
  '&': (a, b) => a & b,
  '^': (a, b) => a ^ b,
  '<<': (a, b) => a << b,
  '>>': (a, b) => a >> b,
};
