/** Functions of numbers: plain ones by the host, sizes exactly where there is a rule, others once they are sizes. */
import type { ts } from 'ts-morph';
import type { Quotient } from '../../symbolic/quotient.ts';
import { asNumber, inexact } from '../arithmetic.ts';
import { type Machine, textOf } from '../machine.ts';
import { quotientOf } from '../truth.ts';
import { unknown } from '../unknown.ts';
import { type Native, primitive, type Value } from '../values.ts';
import { plainFunction } from './method.ts';
import { derived } from './results.ts';

/** A function of numbers that the host computes; `exactly` is its rule for sizes, if it has one. */
export function numericFunction(
  name: string,
  plainly: (...numbers: number[]) => number,
  exactly: (machine: Machine, quotients: readonly Quotient[]) => Value | null = () => null,
): Native {
  return plainFunction(name, (machine, { args, node }) => {
    const numbers = args.map(plainNumber);
    if (numbers.every((number) => number !== null)) return primitive(plainly(...numbers));
    const quotients = args.map(quotientOf);
    const exact = quotients.every((one) => one !== null) ? exactly(machine, quotients) : null;
    return exact ?? later(args, node, (inner, sizes) => exactly(inner, sizes));
  });
}

/** The number that the language makes of a primitive; `null` where it is not known. */
export function plainNumber(value: Value): number | null {
  if (value.kind !== 'primitive' || typeof value.value === 'bigint') return null;
  return Number(value.value);
}

/** A result that is a number only once the arguments are used as sizes. */
function later(
  args: readonly Value[],
  node: ts.Node,
  compute: (machine: Machine, quotients: readonly Quotient[]) => Value | null,
): Value {
  const source = args.find((one) => one.kind === 'unknown');
  if (source?.kind !== 'unknown') {
    return args.every((one) => one.kind === 'primitive' || one.kind === 'quantity')
      ? inexact(node)
      : derived(args, node, `\`${textOf(node)}\` is not exact`, 'number');
  }
  return unknown(source.why, {
    provenance: source.provenance,
    origin: textOf(node),
    holds: 'number',
    compute: (machine) => {
      const quotients = args.map((one) => asNumber(machine, one)).map((one) => one && quotientOf(one));
      return quotients.every((one) => one !== null) ? compute(machine, quotients) : null;
    },
  });
}
