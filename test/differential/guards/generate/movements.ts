/** Operations that move elements, join tensors and take parts of them. */
import { numberText } from './numbers.ts';
import { chance, pick, type Scope, type Tensor, tensorOf } from './scope.ts';
import type { Operation } from './tensors.ts';

export const movements: readonly Operation[] = [
  (scope, x) => reshaped(scope, x),
  (scope, x) => reshaped(scope, x),
  (scope, x) => splitLast(scope, x),
  (scope, x) => mergedFirst(scope, x),
  (_, x) => (x.rank === 0 ? null : { text: `${x.name}.flatten()`, rank: 1 }),
  (scope, x) => transposed(scope, x),
  (_, x) => (x.rank === 2 ? { text: `${x.name}.transpose()`, rank: 2 } : null),
  (scope, x) => ({ text: `${x.name}.expandDims(${scope.draw(x.rank + 1)})`, rank: x.rank + 1 }),
  (scope, x) => (x.rank === 0 ? null : { text: `${x.name}.squeeze([${scope.draw(x.rank)}])`, rank: x.rank - 1 }),
  (scope, x) => joined(scope, x, (y, axis) => ({ text: `tf.concat([${x.name}, ${y}], ${axis})`, rank: x.rank })),
  (scope, x) => joined(scope, x, (y, axis) => ({ text: `${x.name}.concat(${y}, ${axis})`, rank: x.rank })),
  (scope, x) => joined(scope, x, (y, axis) => ({ text: `tf.stack([${x.name}, ${y}], ${axis})`, rank: x.rank + 1 })),
  (scope, x) => sliced(scope, x),
  (scope, x) => sliced(scope, x),
  (scope, x) => {
    if (x.rank === 0) return null;
    return { text: `tf.slice(${x.name}, [${numberText(scope, 1)}])`, rank: x.rank };
  },
  (scope, x) => {
    if (x.rank === 0) return null;
    const margins = Array.from(
      { length: x.rank },
      () => `[${scope.draw(3)}, ${chance(scope, 30) ? numberText(scope, 1) : scope.draw(2)}]`,
    );
    return { text: `tf.pad(${x.name}, [${margins.join(', ')}])`, rank: x.rank };
  },
  (scope, x) => {
    if (x.rank === 0) return null;
    const times = Array.from({ length: x.rank }, () => (chance(scope, 40) ? numberText(scope, 1) : '1'));
    return { text: `tf.tile(${x.name}, [${times.join(', ')}])`, rank: x.rank };
  },
  (scope, x) => {
    if (x.rank === 0) return null;
    const parts = 2 + scope.draw(2);
    return { text: `tf.split(${x.name}, ${parts}, ${scope.draw(x.rank)})[${scope.draw(parts)}]`, rank: x.rank };
  },
  (scope, x) => {
    if (x.rank === 0) return null;
    const sizes = `[${numberText(scope, 1)}, ${numberText(scope, 1)}]`;
    return { text: `tf.split(${x.name}, ${sizes}, ${scope.draw(x.rank)})[1]`, rank: x.rank };
  },
  (scope, x) => (x.rank === 0 ? null : { text: `tf.unstack(${x.name}, ${scope.draw(x.rank)})[0]`, rank: x.rank - 1 }),
  (scope, x) => (x.rank === 0 ? null : { text: `tf.reverse(${x.name}, ${scope.draw(x.rank)})`, rank: x.rank }),
  (scope, x) => {
    if (x.rank === 0) return null;
    const indices = `tf.zeros([${numberText(scope, 1)}], 'int32')`;
    return { text: `tf.gather(${x.name}, ${indices}, ${scope.draw(x.rank)})`, rank: x.rank };
  },
  (scope, x) => broadcastTo(scope, x),
  (scope, x) => {
    if (x.rank === 0) return null;
    const stride = 1 + scope.draw(2);
    return { text: `tf.stridedSlice(${x.name}, [0], [${x.name}.shape[0]], [${stride}])`, rank: x.rank };
  },
];

/** `[n, -1]`, `[2, T, -1]`, or the sizes of another tensor. */
function reshaped(scope: Scope, x: Tensor) {
  const rank = 1 + scope.draw(3);
  const like = tensorOf(scope, (other) => other > 0);
  if (chance(scope, 15) && like !== null) return { text: `${x.name}.reshape(${like.name}.shape)`, rank: like.rank };
  const free = chance(scope, 80) ? scope.draw(rank) : -1;
  const sizes = Array.from({ length: rank }, (_, index) => (index === free ? '-1' : numberText(scope, 1)));
  return { text: `${x.name}.reshape([${sizes.join(', ')}])`, rank };
}

/** `[B, T, heads, C / heads]`, as attention does. */
function splitLast(scope: Scope, { name, rank }: Tensor) {
  if (rank === 0 || rank > 3) return null;
  const kept = Array.from({ length: rank - 1 }, (_, index) => `${name}.shape[${index}]`);
  const parts = scope.numbers.length > 0 && chance(scope, 60) ? pick(scope, scope.numbers) : String(2 + scope.draw(2));
  const last = chance(scope, 50) ? '-1' : `${name}.shape[${rank - 1}] / ${parts}`;
  return { text: `tf.reshape(${name}, [${[...kept, parts, last].join(', ')}])`, rank: rank + 1 };
}

function mergedFirst(_: Scope, { name, rank }: Tensor) {
  if (rank < 2) return null;
  const rest = Array.from({ length: rank - 2 }, (_, index) => `${name}.shape[${index + 2}]`);
  return { text: `${name}.reshape([${[`${name}.shape[0] * ${name}.shape[1]`, ...rest].join(', ')}])`, rank: rank - 1 };
}

function transposed(scope: Scope, { name, rank }: Tensor) {
  if (rank < 2) return null;
  const order = Array.from({ length: rank }, (_, index) => index);
  for (let i = rank - 1; i > 0; i--) order.splice(i, 0, ...order.splice(scope.draw(i + 1), 1));
  return { text: `tf.transpose(${name}, [${order.join(', ')}])`, rank };
}

function joined(scope: Scope, x: Tensor, make: (y: string, axis: number) => { text: string; rank: number }) {
  const y = tensorOf(scope, (rank) => rank === x.rank);
  return y === null || x.rank === 0 ? null : make(y.name, scope.draw(x.rank));
}

function sliced(scope: Scope, { name, rank }: Tensor) {
  if (rank === 0) return null;
  const begin = Array.from({ length: rank }, () => (chance(scope, 70) ? '0' : numberText(scope, 1)));
  const size = begin.map(() => (chance(scope, 50) ? '-1' : numberText(scope, 1)));
  return { text: `${name}.slice([${begin.join(', ')}], [${size.join(', ')}])`, rank };
}

function broadcastTo(scope: Scope, { name, rank }: Tensor) {
  const front = scope.draw(2);
  const own = Array.from({ length: rank }, (_, index) =>
    chance(scope, 60) ? `${name}.shape[${index}]` : numberText(scope, 1),
  );
  const added = Array.from({ length: front }, () => numberText(scope, 1));
  if (rank + front === 0) return null;
  return { text: `tf.broadcastTo(${name}, [${[...added, ...own].join(', ')}])`, rank: rank + front };
}
