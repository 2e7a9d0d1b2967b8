import assert from 'node:assert/strict';
import { makeNamesUnique } from '../../server/analysis/names.ts';
import { parseSize } from '../../server/symbolic/grammar.ts';
import { makeSymbol } from '../../server/symbolic/symbol.ts';

function uniqueNames(names: readonly string[]): readonly string[] {
  const symbols = names.map((name) => makeSymbol({ name, origin: name }));
  makeNamesUnique(symbols);
  return symbols.map(({ name }) => name);
}

describe('names of symbols', () => {
  it('are numbered where they are taken', () => {
    assert.deepEqual(uniqueNames(['width', 'width', 'x0', 'x0', 'width']), ['width', 'width2', 'x0', 'x0_2', 'width3']);
  });

  it('stay names of the notation', () => {
    const names = uniqueNames(['rank(x)', 'rank(x)', 'x.shape[0]', 'x.shape[0]', 'x.shape.at(-1)', 'x.shape.at(-1)']);
    assert.equal(new Set(names).size, names.length);
    for (const name of names) assert.ok('size' in parseSize(name), name);
    assert.deepEqual(names.slice(0, 4), ['rank(x)', 'rank(x2)', 'x.shape[0]', 'x_shape_0_2']);
  });
});
