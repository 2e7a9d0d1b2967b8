import assert from 'node:assert/strict';
import { Refused, Unreadable } from '../../server/kernels/ask.ts';
import { plainShape } from '../../server/kernels/words.ts';
import { ABSENT, type Datum, listDatum, tensorDatum, type Want } from '../../server/libraries/datum.ts';
import {
  axes,
  flag,
  integer,
  maybe,
  size,
  sizes,
  tensor,
  tensorOf,
  tensors,
  wholeSize,
} from '../../server/libraries/parameters.ts';
import { fromNumber, fromSize } from '../../server/symbolic/quotient.ts';
import { constant, fromSymbol, type Size } from '../../server/symbolic/size.ts';
import { makeSymbol } from '../../server/symbolic/symbol.ts';
import { makeSpread } from '../../server/tensor/spread.ts';
import { fakeTensor } from '../../server/tensor/tensor.ts';
import { RecordingAsk } from './recordingAsk.ts';

const n = fromSymbol(makeSymbol({ name: 'n', origin: 'n' }));

function number(value: number | Size): Datum {
  return { kind: 'number', value: typeof value === 'number' ? fromNumber(value) : fromSize(value) };
}

/** An unknown that becomes one thing only. */
function unknown(becomes: (want: Want) => Datum | null): Datum {
  return { kind: 'unknown', why: { message: 'not read', place: null }, become: becomes };
}

describe('readers of arguments', () => {
  it('reads a tensor from what the library takes for one', () => {
    const shapes = [
      [number(2), '', 'float32'],
      [{ kind: 'boolean', value: true }, '', 'bool'],
      [{ kind: 'string', value: null }, '', 'string'],
      [listDatum([listDatum([number(1), number(2)]), listDatum([number(3), number(4)])]), '2,2', 'float32'],
      [{ kind: 'buffer', dtype: 'int32', length: n }, 'n', 'int32'],
      [{ kind: 'repeated', length: n, element: listDatum([number(1)]) }, 'n,1', 'float32'],
    ] as const;
    for (const [datum, shape, dtype] of shapes) {
      const found = tensor.read(datum, new RecordingAsk(), 'x');
      assert.deepEqual([plainShape(found.shape), found.dtype], [shape, dtype]);
    }
  });

  it('makes an unknown argument a tensor, and knows nothing where it may not become one', () => {
    const becoming = unknown(() => tensorDatum(fakeTensor([n], null)));
    assert.equal(plainShape(tensor.read(becoming, new RecordingAsk(), 'x').shape), 'n');
    assert.equal(
      plainShape(
        tensor.read(
          unknown(() => null),
          new RecordingAsk(),
          'x',
        ).shape,
      ),
      '...?',
    );
  });

  it('demands a rank, and then knows the sizes', () => {
    const ask = new RecordingAsk();
    const some = tensorDatum(
      fakeTensor([makeSpread({ name: 'x', origin: 'x', backing: 'input', why: null })], 'float32'),
    );
    assert.equal(plainShape(tensorOf([2], 'conv').read(some, ask, 'x').shape), 'x0,x1');
    assert.deepEqual(
      ask.guards.map(({ kind, reason }) => [kind, reason]),
      [['requires', 'conv: x has rank 2']],
    );
    assert.throws(
      () => tensorOf([2], 'conv').read(tensorDatum(fakeTensor([n], null)), ask, 'x'),
      /x must be rank 2, but got rank 1/,
    );
  });

  it('reads lists of tensors of known and of symbolic length', () => {
    const one = tensorDatum(fakeTensor([n], null));
    const counts = (datum: Datum): string[] =>
      tensors.read(datum, new RecordingAsk(), 'xs').map((run) => plainShape([run.count]));
    assert.deepEqual(counts(listDatum([one, one])), ['1', '1']);
    assert.deepEqual(counts({ kind: 'repeated', length: n, element: one }), ['n']);
  });

  it('reads sizes, with a spread among them', () => {
    const spread = makeSpread({ name: 'x', origin: 'x', backing: 'input', why: null });
    const shape = sizes.read(
      listDatum([{ kind: 'spread', spread }, number(3), number(n)]),
      new RecordingAsk(),
      'shape',
    );
    assert.equal(plainShape(shape), '...x,3,n');
  });

  it('takes a size to be whole, and demands it where the library does', () => {
    const ask = new RecordingAsk();
    const half: Datum = { kind: 'number', value: { numerator: n, denominator: constant(2) } };
    assert.equal(plainShape([size.read(half, ask, 'units')]), 'n // 2');
    assert.deepEqual(
      ask.guards.map(({ reason }) => reason),
      ['units: a whole number'],
    );
    assert.throws(() => size.read(number(0.5), ask, 'units'), Unreadable);
    assert.throws(() => wholeSize.read(number(0.5), ask, 'units'), Refused);
    assert.throws(() => wholeSize.read({ kind: 'number', value: null, double: 2.22 }, ask, 'units'), Refused);
  });

  it('reads one axis as a list of one', () => {
    assert.equal(axes.read(number(-1), new RecordingAsk(), 'axis').length, 1);
  });

  it('says why it cannot read a value, unless the rule can live without it', () => {
    assert.throws(() => integer.read(number(n), new RecordingAsk(), 'strides'), Unreadable);
    assert.throws(
      () =>
        flag(false).read(
          unknown(() => null),
          new RecordingAsk(),
          'keepDims',
        ),
      Unreadable,
    );
    assert.equal(maybe(integer).read(number(n), new RecordingAsk(), 'strides'), null);
    assert.equal(flag(true).read(ABSENT, new RecordingAsk(), 'keepDims'), true);
  });
});
