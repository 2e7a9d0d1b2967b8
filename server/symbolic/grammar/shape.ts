/** Reading shapes: `[B, T, 64]`, `[...S, C]`, `[B=32, _]`. */
import { readExpression } from './expression.ts';
import type { Reader } from './reader.ts';
import type { Expression } from './syntax.ts';
import { Malformed, type Span } from './tokens.ts';

export type ParsedDimension = Span &
  (
    | {
        readonly kind: 'size';
        readonly expression: Expression /** From `B=32`: an example value. */;
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
  const { start } = reader.expect('[');
  const dimensions: ParsedDimension[] = [];
  while (!reader.is(']')) {
    const dimension = readDimension(reader);
    const isSecondSpread = dimension.kind === 'spread' && dimensions.some(({ kind }) => kind === 'spread');
    if (isSecondSpread) throw new Malformed('only one `...` in a shape', dimension);
    dimensions.push(dimension);
    if (!reader.accept(',')) break;
  }
  const { end } = reader.expect(']');
  return { dimensions, start, end };
}

function readDimension(reader: Reader): ParsedDimension {
  const { kind, text, start, end } = reader.next;
  if (reader.accept('...')) {
    const name = reader.next.kind === 'name' ? reader.take().text : null;
    return { kind: 'spread', name, start, end: reader.end };
  }
  if (kind === 'name' && text === '_') {
    reader.take();
    return { kind: 'any', start, end };
  }
  const expression = readExpression(reader);
  return { kind: 'size', expression, hint: readHint(reader, expression), start, end: reader.end };
}

function readHint(reader: Reader, expression: Expression): number | null {
  if (!reader.accept('=')) return null;
  if (expression.kind !== 'name') throw new Malformed('only a name has an example value', expression);
  if (reader.next.kind !== 'number') reader.fail('expected an example value');
  return Number(reader.take().text);
}
