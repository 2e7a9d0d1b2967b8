/** Expressions of tensors: one line for each way to make one. */
import { contractions } from './contractions.ts';
import { movements } from './movements.ts';
import { numberText } from './numbers.ts';
import { chance, type Made, pick, type Scope, type Tensor, tensorOf } from './scope.ts';

/** How to make a tensor from one that is there; `null` where that does not fit. */
export type Operation = (scope: Scope, x: Tensor) => Made | null;

/** An expression over what the scope has; `null` where nothing fit. */
export function tensorText(scope: Scope): Made | null {
  for (let attempt = 0; attempt < 10; attempt++) {
    const x = tensorOf(scope, () => true);
    const made = x === null || chance(scope, 8) ? created(scope) : pick(scope, OPERATIONS)(scope, x);
    if (made !== null && made.rank <= 4) return made;
  }
  return null;
}

/** A tensor of exactly that rank, for arguments. */
export function tensorOfRank(scope: Scope, rank: number): string {
  const found = tensorOf(scope, (other) => other === rank);
  if (found !== null) return found.name;
  const sizes = Array.from({ length: rank }, () => numberText(scope, 1));
  return `tf.ones([${sizes.join(', ')}])`;
}

function created(scope: Scope): Made {
  const n = () => numberText(scope);
  return pick<() => Made>(scope, [
    () => ({ text: `tf.zeros([${n()}, ${n()}])`, rank: 2 }),
    () => ({ text: `tf.ones([${n()}])`, rank: 1 }),
    () => ({ text: `tf.fill([${n()}, ${n()}, ${n()}], 0.5)`, rank: 3 }),
    () => ({ text: `tf.range(0, ${n()})`, rank: 1 }),
    () => ({ text: `tf.eye(${n()})`, rank: 2 }),
    () => ({ text: `tf.linspace(0, 1, ${n()})`, rank: 1 }),
    () => ({ text: `tf.randomNormal([2, ${n()}])`, rank: 2 }),
    () => ({ text: `tf.oneHot(tf.zeros([${n()}], 'int32'), ${n()})`, rank: 2 }),
  ])();
}

/** How many arguments a function of `tf` with the same shape out as in has here. */
const UNARY = ['relu', 'square', 'neg', 'exp', 'sigmoid', 'abs', 'zerosLike', 'onesLike'];
const BINARY = ['add', 'sub', 'mul', 'div', 'maximum', 'minimum', 'squaredDifference'];
const COMPARING = ['greater', 'equal', 'lessEqual'];

const elementwise: readonly Operation[] = [
  (scope, x) => ({ text: `tf.${pick(scope, UNARY)}(${x.name})`, rank: x.rank }),
  (scope, x) => ({ text: `${x.name}.${pick(scope, ['relu', 'square', 'neg', 'sqrt'])}()`, rank: x.rank }),
  (_, x) => (x.rank === 0 ? null : { text: `tf.softmax(${x.name})`, rank: x.rank }),
  (scope, x) => broadcast(scope, x, (y) => `${x.name}.${pick(scope, BINARY)}(${y})`),
  (scope, x) => broadcast(scope, x, (y) => `tf.${pick(scope, BINARY)}(${y}, ${x.name})`),
  (scope, x) => broadcast(scope, x, (y) => `tf.${pick(scope, COMPARING)}(${x.name}, ${y}).toFloat()`),
  (_, x) => ({ text: `${x.name}.add(1)`, rank: x.rank }),
  (scope, x) =>
    broadcast(
      scope,
      x,
      (y) => `tf.where(${x.name}.greater(0), ${x.name}, ${y})`,
      (other) => other === x.rank,
    ),
  (scope, x) =>
    broadcast(
      scope,
      x,
      (y) => `tf.addN([${x.name}, ${y}])`,
      (other) => other === x.rank,
    ),
];

function broadcast(
  scope: Scope,
  x: Tensor,
  write: (y: string) => string,
  isFit: (rank: number) => boolean = () => true,
): Made | null {
  const y = tensorOf(scope, isFit);
  return y === null ? null : { text: write(y.name), rank: Math.max(x.rank, y.rank) };
}

const reductions: readonly Operation[] = [
  (scope, x) => ({ text: `${x.name}.${pick(scope, ['sum', 'mean', 'max', 'min'])}()`, rank: 0 }),
  (scope, x) => alongAxis(scope, x, (axis) => ({ text: `${x.name}.sum(${axis})`, rank: x.rank - 1 })),
  (scope, x) => alongAxis(scope, x, (axis) => ({ text: `tf.mean(${x.name}, ${axis}, true)`, rank: x.rank })),
  (scope, x) => alongAxis(scope, x, (axis) => ({ text: `${x.name}.argMax(${axis}).toFloat()`, rank: x.rank - 1 })),
  (scope, x) =>
    alongAxis(scope, x, (axis) => ({ text: `tf.cumsum(${x.name}, ${Math.abs(axis) % x.rank})`, rank: x.rank })),
  (scope, x) => alongAxis(scope, x, (axis) => ({ text: `tf.norm(${x.name}, 2, ${axis})`, rank: x.rank - 1 })),
  (_, x) => (x.rank < 2 ? null : { text: `tf.sum(${x.name}, [0, -1])`, rank: x.rank - 2 }),
  (_, x) => (x.rank < 1 ? null : { text: `tf.logSumExp(${x.name}, -1)`, rank: x.rank - 1 }),
  (scope, x) => (x.rank === 0 ? null : { text: `tf.topk(${x.name}, ${numberText(scope, 1)}).values`, rank: x.rank }),
];

function alongAxis(scope: Scope, { rank }: Tensor, make: (axis: number) => Made): Made | null {
  return rank === 0 ? null : make(scope.draw(2 * rank) - rank);
}

/** A call of one of the program's own functions. */
const called: Operation = (scope) => {
  if (scope.helpers.length === 0) return null;
  const helper = pick(scope, scope.helpers);
  const tensors = helper.ranks.map((rank) => tensorOfRank(scope, rank));
  const numbers = Array.from({ length: helper.numbers }, () => numberText(scope, 1));
  return { text: `${helper.name}(${[...tensors, ...numbers].join(', ')})`, rank: helper.rank };
};

const OPERATIONS: readonly Operation[] = [...elementwise, ...reductions, ...movements, ...contractions, called, called];
