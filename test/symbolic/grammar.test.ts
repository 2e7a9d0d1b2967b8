import assert from 'node:assert/strict';
import fc from 'fast-check';
import {
  namesOf,
  namesOfShape,
  parseCondition,
  parseContractLine,
  parseRelation,
  parseShape,
  parseSize,
} from '../../server/symbolic/grammar.ts';
import { runs } from './arbitrary.ts';

describe('parsing shapes', () => {
  const dimensions = (text: string) => {
    const parsed = parseShape(text);
    assert.ok('shape' in parsed, text);
    return parsed.shape.dimensions;
  };

  it('reads names, numbers, wildcards, spreads and hints', () => {
    const [batch, any, spread, channels] = dimensions('[B=32, _, ...S, 2 * C]');
    assert.ok(batch?.kind === 'size' && batch.hint === 32 && batch.expression.kind === 'name');
    assert.equal(any?.kind, 'any');
    assert.ok(spread?.kind === 'spread' && spread.name === 'S');
    assert.ok(channels?.kind === 'size' && channels.hint === null && channels.expression.kind === 'binary');
    assert.deepEqual([batch.start, batch.end, spread.start, spread.end], [1, 5, 10, 14]);
  });

  it('reads scalars, lone spreads and a comma at the end', () => {
    assert.deepEqual(dimensions('[]'), []);
    assert.deepEqual(dimensions('[...]'), [{ kind: 'spread', name: null, start: 1, end: 4 }]);
    assert.equal(dimensions('[B, T,]').length, 2);
  });

  it('lists the names that it uses', () => {
    const parsed = parseShape('[B, T * B, (C + 1) // heads, cfg.width, 3]');
    assert.ok('shape' in parsed);
    assert.deepEqual(namesOfShape(parsed.shape), ['B', 'T', 'C', 'heads', 'cfg.width']);
  });
});

describe('parsing contract lines', () => {
  const line = (text: string) => {
    const parsed = parseContractLine(text);
    assert.ok('line' in parsed, text);
    return parsed.line;
  };

  it('reads the shape of a parameter', () => {
    const shape = line('@shape mask [...] | undefined');
    assert.ok(shape.kind === 'shape' && shape.optional && shape.target === 'mask');
    assert.deepEqual(shape.targetSpan, { start: 7, end: 11 });
    const returns = line('  @shape returns [B, T, C]');
    assert.ok(returns.kind === 'shape' && returns.target === 'returns' && !returns.optional);
  });

  it('reads conditions', () => {
    const where = line('@where T <= 1024, C % heads == 0, 1 < B < 8, causal || T == S');
    assert.ok(where.kind === 'where');
    assert.deepEqual(
      where.conditions.map(({ kind }) => kind),
      ['comparison', 'comparison', 'all', 'any'],
    );
    assert.deepEqual(where.conditions.flatMap(namesOf), ['T', 'C', 'heads', 'B', 'T', 'S']);
  });
});

describe('errors in the notation', () => {
  const ERRORS: readonly (readonly [text: string, parse: (text: string) => object, message: string, at: string])[] = [
    ['[B, T', parseShape, 'expected `,` or `]`, found the end', ''],
    ['[B T]', parseShape, 'expected `,` or `]`, found `T`', 'T'],
    ['(B, T)', parseShape, 'expected a shape such as `[B, T]`, found `(`', '('],
    ['[B,, T]', parseShape, 'expected a size, found `,`', ','],
    ['[B] float32', parseShape, 'expected the end, found `float32`', 'float32'],
    ['[...S, ...R]', parseShape, 'only one `...` in a shape', '...R'],
    ['[2=3]', parseShape, 'only a name has an example value', '2'],
    ['[B=x]', parseShape, 'expected an example value, found `x`', 'x'],
    ['[B=0]', parseShape, 'no size has this value', '0'],
    ['[B, ?]', parseShape, 'any size is written `_`, not `?`', '?'],
    ['[null, 3]', parseShape, 'any size is written `_`, not `null`', 'null'],
    ['[B, -1]', parseShape, 'no size is negative; any size is written `_`', '-1'],
    ['[_ + 1]', parseShape, '`_` is any size and stands alone', '+'],
    ['[B <= 3]', parseShape, 'conditions stand behind `@where`, not in a shape', '<='],
    ['[B;C]', parseShape, '`;` is written `,`', ';'],
    ['[1.5]', parseShape, '`1.5` is no whole number', '1.5'],
    ['[2B]', parseShape, '`2B` is neither a number nor a name', '2B'],
    ['[B, "T"]', parseShape, 'a size has no quotes', '"'],
    ['[B / 2]', parseShape, '`/` is written `//`, which rounds down', '/'],
    ['[B**2]', parseShape, '`**`: a power is written as a product, `B * B`', '**'],
    ['[B #]', parseShape, 'unexpected `#`', '#'],
    ['[💥]', parseShape, 'unexpected `💥`', '💥'],
    ['a // 0', parseSize, 'division by zero', '0'],
    ['99999999999999999999', parseSize, 'the number is too large', '99999999999999999999'],
    ['a +', parseSize, 'expected a size, found the end', ''],
    ['(a == b)', parseSize, 'expected a size, found a condition', '(a == b)'],
    ['a b', parseSize, 'expected the end, found `b`', 'b'],
    ['a ? 1 : 2', parseSize, 'a choice stands in parentheses, as in `(training ? n : 1)`, found `?`', '?'],
    ['(a ? 1)', parseSize, 'expected `:`, found `)`', ')'],
    ['floor(h)', parseSize, 'there is no `floor(`, only `min(` and `max(`', 'floor'],
    ['x.shape[i]', parseSize, 'an index is a number; `.at(-1)` counts from the end', '['],
    ['a = b', parseRelation, 'expected `==`, found `=`', '='],
    ['a === b', parseRelation, '`===` is written `==`', '==='],
    ['a ≤ b', parseRelation, '`≤` is written `<=`', '≤'],
    ['a <> b', parseRelation, '`<>` is written `!=`', '<>'],
    ['a', parseRelation, 'expected a comparison such as `==`, found the end', ''],
    ['a + 1 && b', parseCondition, 'expected a condition, found a size', 'a + 1'],
    ['a and b', parseCondition, '`and` is written `&&`', 'and'],
    ['a & b', parseCondition, '`&` is written `&&`', '&'],
    ['@shape [B]', parseContractLine, 'expected a parameter or `returns`, found `[`', '['],
    ['@shape x', parseContractLine, 'expected a shape such as `[B, T]`, found the end', ''],
    ['@shape x? [B]', parseContractLine, 'what may be missing has `| undefined` behind its shape', '?'],
    ['@shape return [B]', parseContractLine, 'the result is called `returns`', 'return'],
    ['@shape x [B] | string', parseContractLine, 'expected `undefined`, found `string`', 'string'],
    ["@shape x [B] - don't know", parseContractLine, 'nothing follows a shape but `| undefined`', '-'],
    ['@where', parseContractLine, 'expected a condition such as `T <= 1024`, found the end', ''],
    ['@where T <= 8,', parseContractLine, 'expected a condition such as `T <= 1024`, found the end', ''],
    ['@param x', parseContractLine, 'expected `@shape` or `@where`', '@param x'],
  ];

  for (const [text, parse, message, at] of ERRORS) {
    it(text, () => {
      const parsed = parse(text);
      assert.ok('error' in parsed);
      const error = parsed.error as { message: string; start: number; end: number };
      assert.equal(error.message, message);
      assert.equal(text.slice(error.start, error.end), at);
    });
  }

  it('are the worst that any text can cause', () => {
    const pieces = fc.constantFrom(
      '[',
      ']',
      '(',
      ')',
      '...',
      'B',
      'x.shape[0]',
      '12',
      '+',
      '//',
      '%',
      '==',
      '&&',
      '!',
      '?',
      ':',
      ',',
      ' ',
      '=',
      '@where ',
      '-',
      'min(',
      '💥',
    );
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 30 }), (parts) => {
        const text = parts.join('');
        for (const parse of [parseShape, parseSize, parseRelation, parseCondition, parseContractLine]) parse(text);
      }),
      runs(1000),
    );
    for (const parse of [parseSize, parseCondition, parseShape]) {
      assert.ok('error' in parse('('.repeat(50_000)));
      assert.ok('error' in parse('!'.repeat(50_000)));
      assert.ok('error' in parse('-'.repeat(50_000)));
    }
  });
});
