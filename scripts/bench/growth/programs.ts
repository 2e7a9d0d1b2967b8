/** Programs that grow in one respect: lines of a function, functions, calls inside calls, branches one after the other. */

export const DIMENSIONS = ['lines', 'functions', 'depth', 'branches'] as const;

export type Dimension = (typeof DIMENSIONS)[number];

/** @param count of lines, functions, calls or branches; what else a program has is about the same */
export function grownProgram(dimension: Dimension, count: number): string {
  return `import * as tf from '@tensorflow/tfjs';\n\n${PROGRAMS[dimension](count)}\n`;
}

const PROGRAMS: Readonly<Record<Dimension, (count: number) => string>> = {
  lines(count) {
    const lines = listOf(count, (i) => `  const x${i + 1} = ${STATEMENTS[i % STATEMENTS.length]?.(`x${i}`)};`);
    return `export function run(x0: tf.Tensor, w: tf.Tensor2D) {\n${lines}\n  return x${count};\n}`;
  },
  functions: (count) =>
    listOf(
      count,
      (i) => `export function layer${i}(x: tf.Tensor2D, kernel: tf.Tensor2D, bias: tf.Tensor1D) {
  const [rows, columns] = x.shape;
  const product = tf.matMul(x, kernel).add(bias);
  const mean = product.mean(0, true);
  const scaled = product.sub(mean).div(Math.sqrt(columns));
  const padded = tf.concat([scaled, tf.zeros([${i + 1}, kernel.shape[1]])]);
  return padded.slice([0, 0], [rows, kernel.shape[1]]);
}`,
    ),
  depth: (count) =>
    `function call0(x: tf.Tensor2D, kernel: tf.Tensor2D): tf.Tensor2D {
  return tf.matMul(x, kernel);
}
${listOf(
  count,
  (i) => `function call${i + 1}(x: tf.Tensor2D, kernel: tf.Tensor2D): tf.Tensor2D {
  return tf.relu(call${i}(x, kernel));
}`,
)}
export function run(x: tf.Tensor2D, kernel: tf.Tensor2D) {
  return call${count}(x, kernel);
}`,
  branches: (count) => `export function run(x: tf.Tensor2D) {
  let y: tf.Tensor = x;
${listOf(
  count,
  (i) => `  if (x.shape[0] > ${8 * (i + 1)}) y = y.mul(2);
  else y = tf.concat([y, y]).slice([0, 0], x.shape);`,
)}
  return y;
}`,
};

const STATEMENTS: readonly ((x: string) => string)[] = [
  (x) => `tf.matMul(${x} as tf.Tensor2D, w, false, true)`,
  (x) => `tf.softmax(${x})`,
  (x) => `tf.matMul(${x} as tf.Tensor2D, w)`,
  (x) => `${x}.mul(0.5).add(1)`,
];

function listOf(count: number, item: (index: number) => string): string {
  return Array.from({ length: count }, (_, index) => item(index)).join('\n');
}
