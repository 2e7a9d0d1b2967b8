/** Products, convolutions and pools. */
import { numberText } from './numbers.ts';
import { chance, pick, type Scope, type Tensor, tensorOf } from './scope.ts';
import type { Operation } from './tensors.ts';

export const contractions: readonly Operation[] = [
  (scope, x) => product(scope, x),
  (scope, x) => product(scope, x),
  (scope, x) => product(scope, x),
  (scope, x) => {
    const y = tensorOf(scope, (rank) => rank === 1 || rank === 2);
    if (y === null || x.rank < 1 || x.rank > 2) return null;
    return { text: `tf.dot(${x.name}, ${y.name})`, rank: x.rank + y.rank - 2 };
  },
  (scope, x) => {
    const y = tensorOf(scope, (rank) => rank === 1);
    return y === null || x.rank !== 1 ? null : { text: `tf.outerProduct(${x.name}, ${y.name})`, rank: 2 };
  },
  (scope, x) => convolved(scope, x),
  (scope, x) => convolved(scope, x),
  (scope, x) => {
    if (x.rank !== 3 && x.rank !== 4) return null;
    const method = pick(scope, ['maxPool', 'avgPool']);
    const options = `${1 + scope.draw(3)}, ${1 + scope.draw(2)}, ${padding(scope)}`;
    return { text: `tf.${method}(${x.name}, ${options})`, rank: x.rank };
  },
  (scope, x) => {
    if (x.rank !== 3 && x.rank !== 2) return null;
    const kernel = `tf.ones([${1 + scope.draw(3)}, ${x.name}.shape[${x.rank - 1}], ${numberText(scope, 1)}])`;
    return { text: `tf.conv1d(${x.name}, ${kernel}, ${1 + scope.draw(2)}, ${padding(scope)})`, rank: x.rank };
  },
  (scope, x) => {
    if (x.rank !== 3 && x.rank !== 4) return null;
    const kernel = `tf.ones([2, ${1 + scope.draw(2)}, ${x.name}.shape[${x.rank - 1}], ${1 + scope.draw(2)}])`;
    return { text: `tf.depthwiseConv2d(${x.name}, ${kernel}, 1, ${padding(scope)})`, rank: x.rank };
  },
  (scope, x) => {
    if (x.rank !== 4) return null;
    const size = `[${numberText(scope, 1)}, ${numberText(scope, 1)}]`;
    return { text: `tf.image.resizeBilinear(${x.name}, ${size})`, rank: 4 };
  },
  (scope, x) => {
    if (x.rank !== 4) return null;
    const [b, h, w] = [0, 1, 2].map((index) => `${x.name}.shape[${index}]`);
    const kernel = `tf.ones([2, 2, ${1 + scope.draw(3)}, ${x.name}.shape[3]])`;
    const out = `[${b}, 2 * ${h}, 2 * ${w}, ${kernel.split(', ')[2]}]`;
    return { text: `tf.conv2dTranspose(${x.name}, ${kernel}, ${out}, 2, 'same')`, rank: 4 };
  },
];

function product(scope: Scope, x: Tensor) {
  const y = tensorOf(scope, (rank) => rank >= 2);
  if (y === null || x.rank < 2) return null;
  const flags = chance(scope, 40) ? `, ${chance(scope, 50)}, ${chance(scope, 50)}` : '';
  return { text: `tf.matMul(${x.name}, ${y.name}${flags})`, rank: Math.max(x.rank, y.rank) };
}

function convolved(scope: Scope, x: Tensor) {
  if (x.rank !== 3 && x.rank !== 4) return null;
  const kernel = tensorOf(scope, (rank) => rank === 4);
  const last = `${x.name}.shape[${x.rank - 1}]`;
  const own = `tf.ones([${1 + scope.draw(3)}, ${1 + scope.draw(3)}, ${last}, ${numberText(scope, 1)}])`;
  const filter = kernel !== null && kernel.name !== x.name && chance(scope, 50) ? kernel.name : own;
  return { text: `tf.conv2d(${x.name}, ${filter}, ${1 + scope.draw(2)}, ${padding(scope)})`, rank: x.rank };
}

function padding(scope: Scope): string {
  return pick(scope, [`'same'`, `'valid'`]);
}
