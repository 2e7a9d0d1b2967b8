/** `shapewise shapes FILE --function NAME --sizes ...`: what it prints, and what it says of what it cannot use. */
import assert from 'node:assert/strict';
import { stripVTControlCharacters } from 'node:util';
import { createAnalyzer } from '../../server/analysis/analyzer.ts';
import type { InstantiatedFunction, Report } from '../../server/analysis/report.ts';
import { runCli } from '../../server/cli/run-cli.ts';
import { report as schema } from '../analysis/schema.ts';
import { type FixtureFolder, fixtureFolder } from './fixture-folder.ts';

const PROGRAM = `import * as tf from '@tensorflow/tfjs';

export function dense(x: tf.Tensor2D, w: tf.Tensor2D, training: boolean) {
  const y = tf.matMul(x, w);
  const z = training ? y.sum(0, true) : y;
  return z.reshape([4, -1]);
}

/** @where n <= 8 */
export const filled = (n: number) => tf.zeros([n, 2]);
/** @shape x [B, 3]
 * @where B <= 8 */
export function declared(x: tf.Tensor2D) {
  return x.sum(1);
}
`;

describe('shapes of a function under given sizes', () => {
  let folder: FixtureFolder;
  const before_ = process.cwd();

  before(() => {
    folder = fixtureFolder({ 'main.ts': PROGRAM });
    process.chdir(folder.path);
  });

  after(() => {
    process.chdir(before_);
    folder.remove();
  });

  async function run(...args: readonly string[]) {
    let [out, err] = ['', ''];
    const exitCode = await runCli(['shapes', 'main.ts', ...args], {
      createAnalyzer,
      write: (text) => {
        out += text;
      },
      complain: (text) => {
        err += text;
      },
    });
    return { exitCode, out: stripVTControlCharacters(out), err: stripVTControlCharacters(err) };
  }

  it('prints its source with the shapes and the truth of its guards', async () => {
    const sizes = 'x0=8, x.shape[1]=3, w0=3, w1=5, training=false';
    assert.deepEqual(await run('--function', 'dense', '--sizes', sizes), {
      exitCode: 0,
      err: '',
      out: `main.ts dense with x0 = 8, x1 = 3, w0 = 3, w1 = 5, training = false

export function dense(x: tf.Tensor2D, w: tf.Tensor2D, training: boolean) {
  const y⟦: [8, 5]⟧ = tf.matMul(x, w);  // guard: x.shape[1] == w.shape[0]: yes
  const z⟦: [8, 5]⟧ = training ? y.sum(0, true) : y;
  return z.reshape([4, -1]);  // guard: x.shape[0] * w.shape[1] % 4 == 0: yes
}  // dense returns [4, 10]

`,
    });
  });

  it('tells where it stops, and what is open', async () => {
    const { out } = await run('--function', 'dense', '--sizes', 'x0=8,x1=3', '--sizes', 'w0=4');
    assert.match(out, /const y = tf\.matMul\(x, w\); {2}\/\/ guard: x\.shape\[1\] == w\.shape\[0\]: no\n/);
    assert.match(out, /\ndense throws at line 4: x\.shape\[1\] == w\.shape\[0\] does not hold \(matMul: [^)]*\)\n/);
    assert.match(out, /\nopen sizes: w1 \(w\.shape\[1\]\)\nopen conditions: training\n$/);
  });

  it('tells what is left of a guard', async () => {
    const { out } = await run('--function', 'dense', '--sizes', 'x1=3');
    assert.match(out, /x\.shape\[1\] == w\.shape\[0\]: needs w\.shape\[0\] == 3\n/);
  });

  it('writes the same as JSON', async () => {
    const { out } = await run('--function', 'dense', '--sizes', 'x0=8,x1=3,w1=5,training=true', '--format', 'json');
    const report = JSON.parse(out) as Report;
    schema(report, 'report');
    const program = report.files[0]?.functions[0] as InstantiatedFunction;
    assert.deepEqual(program.sizes, { x0: 8, x1: 3, w1: 5 });
    assert.deepEqual(program.conditions, { training: true });
    assert.deepEqual(
      program.guards.map(({ applies, holds }) => `${applies} ${holds}`),
      ['yes unknown', 'yes no', 'no yes'],
    );
    assert.equal(program.stop, 1);
    assert.deepEqual(program.returns, []);
    const product = report.files[0]?.tensors.find(({ node }) => node === 'CallExpression');
    assert.deepEqual(product?.shape, ['8', '5']);
  });

  const mistakes: readonly (readonly [what: string, args: readonly string[], message: string])[] = [
    [
      'an unknown size',
      ['--function', 'dense', '--sizes', 'Q=3'],
      'dense: there is no size Q: its sizes are x0 (x.shape[0]), x1 (x.shape[1]), w0 (w.shape[0]), w1 (w.shape[1]); its conditions are training',
    ],
    ['a size below its range', ['--function', 'dense', '--sizes', 'x0=0'], 'dense: x0 is at least 1, not 0'],
    [
      'two values for one size',
      ['--function', 'dense', '--sizes', 'x0=1,x.shape[0]=2'],
      'dense: x0 is given as 1 and as 2',
    ],
    ['a size against the contract', ['--function', 'declared', '--sizes', 'B=9'], 'declared: the contract says B <= 8'],
    ['text for a size', ['--sizes', 'x0=b'], '--sizes x0=b: a whole number, true or false is expected'],
    ['a fraction', ['--sizes', 'x0=1.5'], '--sizes x0=1.5: a whole number, true or false is expected'],
    ['no value', ['--sizes', 'x0'], '--sizes x0: `x0` is not NAME=VALUE'],
    ['no size', ['--sizes', 'x0=1,'], '--sizes x0=1,: a size is not NAME=VALUE'],
    ['a truth for a size', ['--function', 'dense', '--sizes', 'x0=true'], 'dense: x0 is a size: a number is expected'],
    [
      'a number for a condition',
      ['--function', 'dense', '--sizes', 'training=1'],
      'dense: training is a condition: true or false is expected',
    ],
    [
      'no function of that name',
      ['--function', 'sparse'],
      '--function sparse: there is none, but dense (main.ts:3), filled (main.ts:10), declared (main.ts:13)',
    ],
    [
      'several functions and no name',
      ['--sizes', 'x0=1'],
      '--function is needed: there are dense (main.ts:3), filled (main.ts:10), declared (main.ts:13)',
    ],
  ];

  for (const [what, args, message] of mistakes) {
    it(`exits 2 with one line for ${what}`, async () => {
      assert.deepEqual(await run(...args), { exitCode: 2, out: '', err: `error ${message}\n` });
    });
  }
});
