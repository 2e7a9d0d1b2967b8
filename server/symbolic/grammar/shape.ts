/** Reading shapes: `[B, T, 64]`, `[...S, C]`, `[B=32, _]`. */
import { readExpression } from './expression.ts';
import type { Reader } from './reader.ts';
import type { Expression } from './syntax.ts';
import { Malformed, type Span } from './tokens.ts';

export type ParsedDimension = Span &
  (
    | {
        readonly kind: 'size';
        readonly expression: Expression;
        /** From `B=32`: an example value. */
        readonly hint: number | null;
      }
    /** `_`: any size. */
    | { readonly kind: 'any' }
    /** `...` or `...S`: any number of dimensions. */
    | { readonly kind: 'spread'; readonly name: string | null }
  );

export interface ParsedShape extends Span {
  /** At most one of them is a spread. */
  readonly dimensions: readonly ParsedDimension[];
}

export function readShape(reader: Reader): ParsedShape {
  if (!reader.is('[')) reader.fail('expected a shape such as `[B, T]`');
  const { start } = reader.take();
  const dimensions: ParsedDimension[] = [];
  while (!reader.is(']')) {
    const dimension = readDimension(reader);
    const isSecondSpread = dimension.kind === 'spread' && dimensions.some(({ kind }) => kind === 'spread');
    if (isSecondSpread) throw new Malformed('only one `...` in a shape', dimension);
    dimensions.push(dimension);
    if (!reader.accept(',')) break;
  }
  if (CONDITIONS.some((mark) => reader.is(mark)))
    throw new Malformed('conditions stand behind `@where`, not in a shape', reader.next);
  if (!reader.is(']')) reader.fail('expected `,` or `]`');
  const { end } = reader.take();
  return { dimensions, start, end };
}

const CONDITIONS = ['==', '!=', '<', '<=', '>', '>=', '&&', '||'];

/** What other notations call a size that may be anything. */
const ANY = ['null', 'undefined', 'None'];

function readDimension(reader: Reader): ParsedDimension {
  const { kind, text, start, end } = reader.next;
  if (reader.accept('...')) {
    const name = reader.next.kind === 'name' ? reader.take().text : null;
    return { kind: 'spread', name, start, end: reader.end };
  }
  if (kind === 'name' && text === '_') {
    reader.take();
    if (!reader.is(',') && !reader.is(']')) throw new Malformed('`_` is any size and stands alone', reader.next);
    return { kind: 'any', start, end };
  }
  if (text === '?' || ANY.includes(text))
    throw new Malformed(`any size is written \`_\`, not \`${text}\``, { start, end });
  const expression = readExpression(reader);
  const isNegative = expression.kind === 'negative' && expression.operand.kind === 'number';
  if (isNegative) throw new Malformed('no size is negative; any size is written `_`', expression);
  return { kind: 'size', expression, hint: readHint(reader, expression), start, end: reader.end };
}

function readHint(reader: Reader, expression: Expression): number | null {
  if (!reader.accept('=')) return null;
  if (expression.kind !== 'name') throw new Malformed('only a name has an example value', expression);
  const { kind, text, start, end } = reader.next;
  if (kind !== 'number') reader.fail('expected an example value');
  reader.take();
  const value = Number(text);
  if (value < 1 || !Number.isSafeInteger(value)) throw new Malformed('no size has this value', { start, end });
  return value;
}
