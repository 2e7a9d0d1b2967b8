/** Programs that are large rather than many: each is analysed once. */

const IMPORT = "import * as tf from '@tensorflow/tfjs';\n";

export const GIANTS: readonly (readonly [name: string, make: () => string, language?: 'ts'])[] = [
  ['10,000 conditions', () => inFunction(lines(10_000, (i) => `if (n === ${i}) x = tf.zeros([${i}]);`))],
  ['10,000 cases', () => inFunction(`switch (n) { ${lines(10_000, (i) => `case ${i}: return tf.zeros([${i}]);`)} }`)],
  ['10,000 alternatives', () => inFunction(`${lines(10_000, (i) => `if (n === ${i}) x = tf.zeros([${i}]); else`)} {}`)],
  ['1,500 returns', () => inFunction(lines(1_500, (i) => `if (n === ${i}) return x.add(${i});`))],
  ['1,500 errors', () => inFunction(lines(1_500, (i) => `if (x.shape[0] === ${i}) throw new Error('x');`))],
  [
    '1,500 returns by a product of sizes',
    () =>
      inFunction(
        `const k = x.shape[0] * x.shape[1];\n${lines(1_500, (i) => `if (k === ${i}) return x.reshape([${i}]);`)}`,
      ),
  ],
  ['1,500 operands of which nothing is known', () => inFunction(lines(1_500, (i) => `x.add(n.a${i});`))],
  [
    '100 reshapes of products',
    () =>
      inFunction(
        `const [a, b, c, d] = x.shape;\nlet y = x.reshape([a * b * c * d]);\n${lines(
          100,
          (i) => `y = tf.concat([y, y.reshape([a * b, -1]).reshape([-1])]).reshape([-1, ${i + 2}]).reshape([-1]);`,
        )}`,
      ),
  ],
  [
    'a condition of 600 comparisons',
    () => typed(`if (${lines(600, (i) => `n === ${i} ||`)} n === -1) return x;`),
    'ts',
  ],
  [
    'a choice of 600 numbers',
    () => typed(`const y = ${lines(600, (i) => `n === ${i} ? ${i} :`)} 1; x = x.add(y);`),
    'ts',
  ],
  [
    'a size of a high degree in 100 alternatives',
    () =>
      inFunction(
        `let s = n;\n${lines(5, () => 's = s * s + x.shape[0] * s;')}tf.zeros([s]).reshape([-1, 7]);
${lines(100, (i) => `if (n === ${i}) x = tf.zeros([${i}]); else`)} {}`,
      ),
  ],
  ['2,000 functions', () => IMPORT + lines(2_000, (i) => `export const f${i} = (x) => x.matMul(tf.zeros([${i}, 2]));`)],
  ['50,000 lines', () => IMPORT + lines(50_000, (i) => `export const a${i} = tf.zeros([${i}, 2]);`)],
  ['40,000 short lines', () => IMPORT + lines(40_000, (i) => `export const a${i} = [${i}];`)],
  ['a line of 10 MB', () => `${IMPORT}export const a = [${'1,'.repeat(5_000_000)}];`],
  [
    'a list of 100,000 numbers',
    () => `${IMPORT}export const t = tf.tensor([${lines(10_000, () => '1,2,3,4,5,6,7,8,9,0,')}]);`,
  ],
  ['20,000 parentheses', () => `${IMPORT}export const a = ${lines(20_000, () => '(')}1${lines(20_000, () => ')')};`],
  ['a chain of 5,000 calls', () => inFunction(`return x${lines(5_000, () => '.add(n)')};`)],
  ['a chain of 400 calls', () => inFunction(`return x${lines(400, () => '.add(n)')};`)],
  [
    '400 classes',
    () =>
      IMPORT +
      lines(
        400,
        (i) =>
          `class C${i} ${i > 0 ? `extends C${i - 1}` : ''} { m(x) { return ${i > 0 ? 'super.m(x)' : 'x'}.add(1); } }`,
      ),
  ],
];

function inFunction(body: string): string {
  return `${IMPORT}export function f(x, n) {\n${body}\nreturn x;\n}\n`;
}

function typed(body: string): string {
  return `${IMPORT}export function f(x: tf.Tensor, n: number) {\n${body}\nreturn x;\n}\n`;
}

function lines(count: number, make: (index: number) => string): string {
  return Array.from({ length: count }, (_, index) => `${make(index)}\n`).join('');
}
