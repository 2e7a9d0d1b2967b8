/** Reading the lines of a contract: `@shape q [B, T, C]` and `@where T <= 1024, C % heads == 0`. */
import { readFormula } from './expression.ts';
import type { Reader } from './reader.ts';
import { type ParsedShape, readShape } from './shape.ts';
import type { Formula } from './syntax.ts';
import { Malformed, type Span } from './tokens.ts';

export interface ShapeLine extends Span {
  readonly kind: 'shape';
  /** The parameter as the author types it, `q` or `options.mask`; `returns` for the result. */
  readonly target: string;
  readonly targetSpan: Span;
  readonly shape: ParsedShape;
  /** With `| undefined` or `| null`. */
  readonly optional: boolean;
}

export interface WhereLine extends Span {
  readonly kind: 'where';
  readonly conditions: readonly Formula[];
}

export type ContractLine = ShapeLine | WhereLine;

/** What follows `@shape`. */
export function readShapeLine(reader: Reader): ShapeLine {
  const { kind, text, start, end } = reader.next;
  if (kind !== 'name') reader.fail('expected a parameter or `returns`');
  reader.take();
  if (text === 'return') throw new Malformed('the result is called `returns`', { start, end });
  if (reader.is('?')) throw new Malformed('what may be missing has `| undefined` behind its shape', reader.next);
  reader.accept(':');
  const shape = readShape(reader);
  const optional = readOptional(reader);
  if (reader.next.kind !== 'end') throw new Malformed('nothing follows a shape but `| undefined`', reader.next);
  return { kind: 'shape', target: text, targetSpan: { start, end }, shape, optional, start, end: reader.end };
}

function readOptional(reader: Reader): boolean {
  let optional = false;
  while (reader.accept('|')) {
    if (!['undefined', 'null'].includes(reader.next.text)) reader.fail('expected `undefined`');
    reader.take();
    optional = true;
  }
  return optional;
}

/** What follows `@where`. */
export function readWhereLine(reader: Reader): WhereLine {
  const first = readCondition(reader);
  const conditions = [first];
  while (reader.accept(',')) conditions.push(readCondition(reader));
  return { kind: 'where', conditions, start: first.start, end: reader.end };
}

function readCondition(reader: Reader): Formula {
  if (reader.next.kind === 'end') reader.fail('expected a condition such as `T <= 1024`');
  return readFormula(reader);
}
