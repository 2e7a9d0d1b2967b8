import assert from 'node:assert/strict';
import { toJavaScript } from '../../server/analysis/fixes/javascript.ts';

describe('conditions in the words of the language', () => {
  for (const [text, expected, inputs, holds] of [
    ['x.shape[1] == w.shape[0]', 'x.shape[1] === w.shape[0]', { x: { shape: [2, 3] }, w: { shape: [3] } }, true],
    ['(a + 1) // 2 * b != 4', 'Math.floor((a + 1) / 2) * b !== 4', { a: 4, b: 2 }, false],
    ['a % (b * 2) == 1', 'a % (b * 2) === 1', { a: 9, b: 4 }, true],
    ['1 <= min(a, b) < 5', '(1 <= Math.min(a, b)) && (Math.min(a, b) < 5)', { a: 4, b: 9 }, true],
    [
      '!training || x.shape.at(-1) > 2',
      '(!(training)) || (x.shape[x.rank - 1] > 2)',
      { training: true, x: { shape: [3], rank: 1 } },
      true,
    ],
    ['-a + (c ? 1 : 2) >= rank(x)', '-a + (c ? 1 : 2) >= x.rank', { a: 1, c: false, x: { rank: 1 } }, true],
  ] as const) {
    it(text, () => {
      assert.equal(toJavaScript(text), expected);
      const run = new Function(...Object.keys(inputs), `return ${expected};`);
      assert.equal(run(...Object.values(inputs)), holds);
    });
  }

  it('are none where the notation cannot read them', () => {
    assert.equal(toJavaScript('mode === "fit"'), null);
  });
});
