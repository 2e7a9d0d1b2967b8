import assert from 'node:assert/strict';
import { findings } from './fixing.ts';

const RELU = 'function f(x: tf.Tensor2D) { return x.relu(); }';

describe('contracts', function () {
  this.timeout(0);

  it('that a result keeps are silent', () => {
    assert.deepEqual(findings(`/**\n * @shape x [B, C]\n * @shape returns [B, C]\n */\n${RELU}`), []);
    assert.deepEqual(findings(`/**\n * @shape x [B, 2]\n * @shape returns [N, _]\n */\n${RELU}`), []);
    assert.deepEqual(findings(`/**\n * @shape x [B, 2]\n * @shape returns [..., 2]\n */\n${RELU}`), []);
  });

  it('that a result contradicts are violated, at the expression that is returned', () => {
    assert.deepEqual(findings(`/**\n * @shape x [B, 10]\n * @shape returns [B, 11]\n */\n${RELU}`), [
      'contract-violation "x.relu()": the result has 10 where the contract says 11',
    ]);
    assert.deepEqual(findings(`/** @shape returns [B] */\n${RELU}`), [
      'contract-violation "x.relu()": the result has 2 dimensions, but the contract says 1 dimension',
    ]);
    assert.deepEqual(findings(`/**\n * @shape x [B, C]\n * @shape returns [B, 2 * C]\n */\n${RELU}`), [
      'contract-violation "x.relu()": the result has C where the contract says 2 * C',
    ]);
  });

  it('that make declared sizes equal are violated', () => {
    assert.deepEqual(findings(`/**\n * @shape x [B, C]\n * @shape returns [C, B]\n */\n${RELU}`), [
      'contract-violation "x.relu()": B and C are declared independent, but the code needs B == C (the declared shape of the result)',
    ]);
  });

  it('are checked on every path', () => {
    const body = 'if (x.shape[0] > 4) { return x.sum(0); } return x.relu();';
    const program = `/**\n * @shape x [B, C]\n * @shape returns [B, C]\n */\nfunction f(x: tf.Tensor2D) { ${body} }`;
    assert.deepEqual(
      findings(program).filter((text) => text.startsWith('contract')),
      ['contract-violation "x.sum(0)": the result has 1 dimension, but the contract says 2 dimensions'],
    );
  });

  it('name what cannot be read in them, exactly', () => {
    assert.deepEqual(findings(`/**\r\n * Größe\r\n * @shape x [B, 2\r\n */\r\n${RELU}`), [
      'contract-violation "2": this line of the contract cannot be read: expected `,` or `]`, found the end',
    ]);
    assert.deepEqual(
      findings(`/** @shape x [B, C] */\nconst f = /** @where B ==, C */ (x: tf.Tensor2D) => x.relu();`),
      ['contract-violation ",": this line of the contract cannot be read: expected a size, found `,`'],
    );
    assert.deepEqual(findings(`// @shape y [B, C]\n${RELU}`), ['contract-violation "y": `f` has no parameter `y`']);
  });

  it('may be about properties and destructured parameters', () => {
    const program = `/**\n * @shape options.mask [B]\n * @shape bias [B]\n */\nfunction f(options: { mask: any }, { bias }: { bias: any }) { return options.mask.add(bias).add(tf.zeros([3])); }`;
    assert.deepEqual(findings(program), [
      'contract-violation "options.mask.add(bias).add(tf.zeros([3]))": B is declared dynamic, but the code needs B == 3 (add: broadcast)',
    ]);
  });
});
