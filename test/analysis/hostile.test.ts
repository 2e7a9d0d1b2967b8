import assert from 'node:assert/strict';
import { join } from 'node:path';
import { createAnalyzer } from '../../server/analysis/analyzer.ts';
import type { FileAnalysis } from '../../server/analysis/report.ts';
import { openWorkspace } from '../../server/workspace.ts';
import { DEFAULT_SETTINGS } from '../../shared/settings.ts';

/** It has the library beside it. */
const FOLDER = join(import.meta.dirname, '../fixtures');

function analysed(program: string, name = 'hostile.js'): FileAnalysis {
  const workspace = openWorkspace([FOLDER]);
  const path = join(FOLDER, name);
  workspace.setOverlay(path, `import * as tf from '@tensorflow/tfjs';\n${program}`);
  return createAnalyzer(workspace, DEFAULT_SETTINGS).analyze(path);
}

describe('lists that hold themselves', () => {
  for (const call of ['tf.tensor(list)', 'tf.stack(list)', 'tf.concat(list)', 'tf.add(list, list)', 'tf.zeros(list)']) {
    it(`are looked into as far as it matters: ${call}`, () => {
      const workspace = openWorkspace([FOLDER]);
      const path = join(FOLDER, 'cyclic.js');
      workspace.setOverlay(
        path,
        `import * as tf from '@tensorflow/tfjs';
export function f() {
  const list = [[]];
  list.push(list);
  return ${call};
}
`,
      );
      assert.equal(createAnalyzer(workspace, DEFAULT_SETTINGS).analyze(path).tally.failed, 0);
    });
  }
});

describe('numbers of which none is a size', () => {
  it('are not asked twice at each step of what is computed from them', () => {
    const workspace = openWorkspace([FOLDER]);
    const path = join(FOLDER, 'squares.js');
    // Twice at each of these steps would never end.
    const steps = '  s = s * s + x.shape[0] * s;\n'.repeat(60);
    workspace.setOverlay(
      path,
      `import * as tf from '@tensorflow/tfjs';
export function f(x, n) {
  let s = n * /a/;
${steps}  return tf.zeros([s]);
}
`,
    );
    assert.equal(createAnalyzer(workspace, DEFAULT_SETTINGS).analyze(path).tally.failed, 0);
  });
});

describe('conditions of hundreds of comparisons', () => {
  const comparisons = Array.from({ length: 300 }, (_, index) => `n === ${index}`);
  const programs = {
    // A type checker narrows each by all those before it, and these once more for each of them: that would never end.
    'are asked no types': `if (${comparisons.join(' ||\n')}) return x.add(1);`,
    'are asked no types where each decides on a number': `x = x.add(${comparisons.map((one) => `${one} ? 2 :`).join('\n')} 1);`,
  };
  for (const [says, body] of Object.entries(programs)) {
    it(says, () => {
      const { functions } = analysed(
        `export function f(x: tf.Tensor2D, n: number) { ${body} return x; }`,
        'hostile.ts',
      );
      assert.deepEqual(functions[0]?.returns[0]?.shape, ['x0', 'x1']);
    });
  }
});

describe('expressions that are not reached', () => {
  const tensorsIn = (expression: string) => {
    const program = `export function f(x: tf.Tensor2D | null, y: tf.Tensor2D, n: number) { return y; return ${expression}; }`;
    return analysed(program, 'hostile.ts').tensors.map(({ node }) => node);
  };
  for (const expression of ['x ?? y', 'n > 0 ? x : y', 'x && y', 'x || null']) {
    it(`are tensors by their types: ${expression}`, () => {
      assert.ok(tensorsIn(expression).some((node) => node === 'BinaryExpression' || node === 'ConditionalExpression'));
    });
  }
  it('are tensors by their types, however long a callback is', () => {
    assert.ok(tensorsIn(`tf.tidy(() => {\n${'// a remark\n'.repeat(2_000)}return y; })`).includes('CallExpression'));
  });
  for (const expression of ['x && n', 'x ?? n > 0', 'n > 0 ? x : n', 'x && (n > 0 || n < 1)']) {
    it(`are none by their types: ${expression}`, () => {
      assert.ok(!tensorsIn(expression).some((node) => node === 'BinaryExpression' || node === 'ConditionalExpression'));
    });
  }
});

describe('dimensions that no tensor has', () => {
  for (const read of [
    'x.shape[9007199254740993]',
    'x.shape[x.shape.length - 1e12]',
    'x.sum(1e12)',
    'x.expandDims(1e12)',
  ]) {
    it(`are not made one by one: ${read}`, () => {
      const workspace = openWorkspace([FOLDER]);
      const path = join(FOLDER, 'dimensions.js');
      workspace.setOverlay(
        path,
        `import * as tf from '@tensorflow/tfjs';
export function f(x) {
  tf.relu(x);
  return ${read};
}
`,
      );
      const { functions } = createAnalyzer(workspace, DEFAULT_SETTINGS).analyze(path);
      assert.deepEqual(
        functions.map(({ name }) => name),
        ['f'],
      );
    });
  }
});

describe('lists of more elements than memory holds', () => {
  for (const read of [
    'tf.tensor([1], many)',
    'tf.tile(x, many)',
    'tf.raggedGather([1], tf.ones([2]), [0], 4e9)',
    'many.splice(x.rank, 3, 2)',
  ]) {
    it(`are not written out: ${read}`, () => {
      const { failure, tally } = analysed(`export function f(x) {
  const many = new Array(2 ** 32 - 1).fill(1);
  return ${read};
}
`);
      assert.deepEqual([failure, tally.failed], [undefined, 0]);
    });
  }
});

describe('arrays that are nested deeply', () => {
  for (const read of [
    'deep - 1',
    `tf.tensor(${'['.repeat(629)}1${']'.repeat(606)} - 1${']'.repeat(23)})`,
    'String(deep)',
    'deep.flat(Infinity)',
    'JSON.stringify(deep)',
    'structuredClone(deep)',
  ]) {
    it(`are followed as far as the stack allows: ${read.replace(/\[{9,}|\]{9,}/g, '…')}`, () => {
      const { failure, tally } = analysed(`const deep = ${'['.repeat(700)}1${']'.repeat(700)};
${read};
`);
      assert.deepEqual([failure, tally.failed], [undefined, 0]);
    });
  }
});

describe('calls that pass many tensors', () => {
  it('are told by the first of them', () => {
    const { contracts } = analysed(`export function f(x) {
  let all = [x.reshape([2])];
  for (let i = 0; i < 14; i++) all = [...all, ...all];
  return total(...all);
}
function total(...all) {
  return tf.relu(all[0]);
}
`);
    const calls = contracts.find(({ name }) => name === 'total')?.calls;
    assert.deepEqual(calls, [`${'[2], '.repeat(32)}…`]);
  });
});

describe('calls with more arguments than the stack holds calls', () => {
  for (const call of [
    'tf.zeros([Math.max(...all)])',
    'tf.relu(...all)',
    'tf.zeros([Math.max(...all, flag ? 3 : 4)])',
  ]) {
    it(`are followed: ${call}`, () => {
      const { diagnostics } = analysed(`export function f(flag) {
  let all = [2];
  for (let i = 0; i < 15; i++) all = [...all, ...all];
  return ${call};
}
`);
      assert.deepEqual(
        diagnostics.filter(({ message }) => message.includes('failed')),
        [],
      );
    });
  }
});

describe('a tensor that differs between many paths', () => {
  const paths = Array.from({ length: 20 }, (_, index) => `  if (y[${index}]) x = x.add(${index});\n`).join('');

  it('is one tensor wherever it stands in a list', () => {
    const { failure, functions } = analysed(`export function f(x, y) {
${paths}  let all = [x];
  for (let i = 0; i < 15; i++) all = [...all, ...all];
  return tf.stack(all);
}
`);
    // Each as a tensor of its own they filled the memory.
    assert.deepEqual([failure, functions.map(({ why }) => why)], [undefined, [null]]);
  });

  it('is one key of a collection', () => {
    const { tensors } = analysed(`export function f(x, y) {
${paths}  return tf.zeros([new Set([x, x, x]).size]);
}
`);
    assert.ok(tensors.some(({ node, shape }) => node === 'CallExpression' && shape?.join() === '1'));
  });
});

describe('objects of many properties', () => {
  it('are filled without a copy of the names for each', () => {
    const { tensors } = analysed(`export function f() {
  let all = [2];
  for (let i = 0; i < 15; i++) all = [...all, ...all];
  return tf.zeros([Object.keys({ ...all }).length]);
}
`);
    assert.ok(tensors.some(({ node, shape }) => node === 'CallExpression' && shape?.join() === '32768'));
  });
});

describe('collections of many known keys', () => {
  it('are filled and asked without comparing each with each', () => {
    const words = Array.from({ length: 20_000 }, (_, index) => `'word${index}'`);
    const { tensors } = analysed(`const WORDS = [
${words.join(',\n')}];
const known = new Set([...WORDS, ...WORDS]);
export function f() {
  return tf.zeros([known.size, known.has('word7') ? 2 : 3, known.has('word') ? 2 : 3]);
}
`);
    assert.ok(tensors.some(({ node, shape }) => node === 'CallExpression' && shape?.join() === '20000,2,3'));
  });
});

describe('long arrays that are sorted', () => {
  it('are read once, and not for each element', () => {
    const numbers = Array.from({ length: 20_000 }, (_, index) => String((index * 7919) % 20_011));
    const { tensors } = analysed(`const NUMBERS = [
${numbers.join(',\n')}];
export function f() {
  return tf.tensor([...NUMBERS].sort((a, b) => a - b));
}
`);
    assert.ok(tensors.some(({ node, shape }) => node === 'CallExpression' && shape?.join() === '20000'));
  });
});

describe('calls with long lists', () => {
  it('tell their parameters without a look at each element', () => {
    const workspace = openWorkspace([FOLDER]);
    const path = join(FOLDER, 'list.ts');
    const text = `import * as tf from '@tensorflow/tfjs';\nexport const all = tf.tensor([${'1,\n'.repeat(40_000)}]);\n`;
    workspace.setOverlay(path, text);
    const call = createAnalyzer(workspace, DEFAULT_SETTINGS).describeCall(path, text.indexOf('1,') + 2);
    assert.match(call?.parameters[0]?.label ?? '', /^values: tf\.TensorLike/);
  });
});
