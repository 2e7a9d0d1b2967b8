/** Random sizes and conditions with a meaning of their own, computed on plain numbers. */
import fc from 'fast-check';
import * as conditions from '../../server/symbolic/condition.ts';
import { Facts } from '../../server/symbolic/facts.ts';
import * as relations from '../../server/symbolic/relation.ts';
import * as sizes from '../../server/symbolic/size.ts';
import { makeSymbol, type SizeSymbol } from '../../server/symbolic/symbol.ts';

/** How often a property is tried; `RUNS=20` tries it twenty times as often. */
export function runs(count: number): { readonly numRuns: number } {
  return { numRuns: count * Number(process.env.RUNS ?? 1) };
}

/** What a test computes with: numbers by symbol, booleans by name. */
export interface World {
  readonly numbers: readonly number[];
  readonly booleans: readonly boolean[];
}

/** `null` where a divisor is 0. */
export interface Sample<Node, Value> {
  readonly node: Node;
  readonly value: (world: World) => Value | null;
  readonly text: string;
}

export type SizeSample = Sample<sizes.Size, number>;
export type ConditionSample = Sample<conditions.Condition, boolean>;

/** Symbols with all kinds of bounds: ordinary, possibly 0, at least 2, possibly negative, bounded above. */
export const SYMBOLS: readonly SizeSymbol[] = [
  makeSymbol({ name: 'a', origin: 'x.shape[0]' }),
  makeSymbol({ name: 'b', origin: 'x.shape[1]' }),
  makeSymbol({ name: 'n', origin: 'n', min: 0 }),
  makeSymbol({ name: 'z', origin: 'z', min: null }),
  makeSymbol({ name: 'u', origin: 'u', min: 2, max: 5, backing: 'data' }),
];

export const NAMES = [conditions.named('training'), conditions.named('cached')] as const;

/** The values of a symbol that tests try. */
export function domain(symbol: SizeSymbol): readonly number[] {
  const low = symbol.min ?? -3;
  const high = Math.min(symbol.max ?? low + 6, low + 6);
  return Array.from({ length: high - low + 1 }, (_, index) => low + index);
}

export const arbitraryWorld: fc.Arbitrary<World> = fc.record({
  numbers: fc.tuple(...SYMBOLS.map((symbol) => fc.constantFrom(...domain(symbol)))),
  booleans: fc.tuple(fc.boolean(), fc.boolean()),
});

export function valueIn(world: World): (symbol: SizeSymbol) => number | null {
  return (symbol) => world.numbers[SYMBOLS.indexOf(symbol)] ?? null;
}

/** The truth of the named booleans in a world, as facts. */
export function factsOf({ booleans }: World): Facts {
  return NAMES.reduce(
    (facts, name, index) => facts.assume(booleans[index] ? name : conditions.negation(name)),
    Facts.none,
  );
}

function symbolSample(index: number): SizeSample {
  const symbol = SYMBOLS[index] as SizeSymbol;
  return { node: sizes.fromSymbol(symbol), value: ({ numbers }) => numbers[index] as number, text: symbol.name };
}

function constantSample(value: number): SizeSample {
  return { node: sizes.constant(value), value: () => value, text: String(value) };
}

type Operation = readonly [
  text: string,
  build: (a: sizes.Size, b: sizes.Size) => sizes.Size,
  compute: (a: number, b: number) => number | null,
];

const OPERATIONS: readonly Operation[] = [
  ['+', sizes.add, (a, b) => a + b],
  ['-', sizes.subtract, (a, b) => a - b],
  ['*', sizes.multiply, (a, b) => a * b],
  ['//', sizes.floorDivide, (a, b) => (b === 0 ? null : Math.floor(a / b))],
  ['%', sizes.modulo, (a, b) => (b === 0 ? null : a - b * Math.floor(a / b))],
  ['min', sizes.minimum, Math.min],
  ['max', sizes.maximum, Math.max],
];

function combineSizes([text, build, compute]: Operation, a: SizeSample, b: SizeSample): SizeSample {
  return {
    node: build(a.node, b.node),
    text: `(${a.text} ${text} ${b.text})`,
    value: (world) => {
      const left = a.value(world);
      const right = b.value(world);
      const result = left === null || right === null ? null : compute(left, right);
      // -0 is no integer of its own.
      return result === null ? null : result + 0;
    },
  };
}

function chooseSample(condition: ConditionSample, a: SizeSample, b: SizeSample): SizeSample {
  return {
    node: sizes.choose(condition.node, a.node, b.node),
    text: `(${condition.text} ? ${a.text} : ${b.text})`,
    value: (world) => {
      const [truth, left, right] = [condition.value(world), a.value(world), b.value(world)];
      return truth === null || left === null || right === null ? null : truth ? left : right;
    },
  };
}

const RELATIONS = [
  ['==', relations.equal, (a, b) => a === b],
  ['!=', relations.notEqual, (a, b) => a !== b],
  ['<', relations.less, (a, b) => a < b],
  ['<=', relations.lessOrEqual, (a, b) => a <= b],
  ['>', relations.greater, (a, b) => a > b],
  ['>=', relations.greaterOrEqual, (a, b) => a >= b],
] as const satisfies readonly (readonly [
  string,
  (a: sizes.Size, b: sizes.Size) => relations.Relation,
  (a: number, b: number) => boolean,
])[];

function relationSample(
  [text, build, compute]: (typeof RELATIONS)[number],
  a: SizeSample,
  b: SizeSample,
): ConditionSample {
  return {
    node: conditions.relationCondition(build(a.node, b.node)),
    text: `${a.text} ${text} ${b.text}`,
    value: (world) => {
      const [left, right] = [a.value(world), b.value(world)];
      return left === null || right === null ? null : compute(left, right);
    },
  };
}

/** `n % d == 0`. */
function dividesSample(n: SizeSample, d: SizeSample): ConditionSample {
  return {
    node: conditions.relationCondition(relations.divides(d.node, n.node)),
    text: `${n.text} % ${d.text} == 0`,
    value: (world) => {
      const [left, right] = [n.value(world), d.value(world)];
      return left === null || right === null || right === 0 ? null : left % right === 0;
    },
  };
}

function junctionSample(kind: 'all' | 'any', a: ConditionSample, b: ConditionSample): ConditionSample {
  return {
    node: (kind === 'all' ? conditions.all : conditions.any)(a.node, b.node),
    text: `(${a.text} ${kind === 'all' ? '&&' : '||'} ${b.text})`,
    value: (world) => {
      const [left, right] = [a.value(world), b.value(world)];
      return left === null || right === null ? null : kind === 'all' ? left && right : left || right;
    },
  };
}

function negationSample(a: ConditionSample): ConditionSample {
  return {
    node: conditions.negation(a.node),
    text: `!(${a.text})`,
    value: (world) => {
      const value = a.value(world);
      return value === null ? null : !value;
    },
  };
}

function nameSample(index: 0 | 1): ConditionSample {
  const condition = NAMES[index];
  return {
    node: condition,
    text: ['training', 'cached'][index] as string,
    value: (world) => world.booleans[index] as boolean,
  };
}

const leaf: fc.Arbitrary<SizeSample> = fc.oneof(
  { weight: 3, arbitrary: fc.nat(SYMBOLS.length - 1).map(symbolSample) },
  { weight: 1, arbitrary: fc.integer({ min: -2, max: 6 }).map(constantSample) },
);

/** Sizes of at most that depth; with choices where `withChoices`. */
export function arbitrarySize(depth: number, withChoices = false): fc.Arbitrary<SizeSample> {
  if (depth === 0) return leaf;
  const smaller = arbitrarySize(depth - 1, withChoices);
  const combined = fc.tuple(fc.constantFrom(...OPERATIONS), smaller, smaller).map((parts) => combineSizes(...parts));
  const plain = [
    { weight: 2, arbitrary: leaf },
    { weight: 6, arbitrary: combined },
  ];
  if (!withChoices) return fc.oneof(...plain);
  const choice = fc.tuple(arbitraryCondition(1), smaller, smaller).map((parts) => chooseSample(...parts));
  return fc.oneof(...plain, { weight: 1, arbitrary: choice });
}

/** Linear sizes with small coefficients: where a decision procedure has most to say. */
export const arbitraryLinear: fc.Arbitrary<SizeSample> = fc
  .tuple(
    fc.integer({ min: -3, max: 3 }),
    fc.nat(4),
    fc.integer({ min: -2, max: 2 }),
    fc.nat(4),
    fc.integer({ min: -4, max: 8 }),
  )
  .map(([p, i, q, j, r]) => {
    const [plus, , times] = [OPERATIONS[0], null, OPERATIONS[2]] as const;
    const first = combineSizes(times as Operation, constantSample(p), symbolSample(i));
    const second = combineSizes(times as Operation, constantSample(q), symbolSample(j));
    return combineSizes(plus as Operation, combineSizes(plus as Operation, first, second), constantSample(r));
  });

/** Relations over sizes of that depth, over linear ones, divisibility, and names. */
export function arbitraryRelation(depth: number): fc.Arbitrary<ConditionSample> {
  const compared = (size: fc.Arbitrary<SizeSample>) =>
    fc.tuple(fc.constantFrom(...RELATIONS), size, size).map((parts) => relationSample(...parts));
  return fc.oneof(
    { weight: 3, arbitrary: compared(arbitrarySize(depth)) },
    { weight: 3, arbitrary: compared(arbitraryLinear) },
    { weight: 2, arbitrary: compared(leaf) },
    { weight: 2, arbitrary: fc.tuple(arbitrarySize(depth), leaf).map(([n, d]) => dividesSample(n, d)) },
  );
}

export function arbitraryCondition(depth: number): fc.Arbitrary<ConditionSample> {
  const relation = arbitraryRelation(depth);
  const simple = fc.oneof(
    { weight: 6, arbitrary: relation },
    { weight: 1, arbitrary: fc.constantFrom(0 as const, 1 as const).map(nameSample) },
  );
  return fc.oneof(
    { weight: 6, arbitrary: simple },
    {
      weight: 1,
      arbitrary: fc
        .tuple(fc.constantFrom('all' as const, 'any' as const), simple, simple)
        .map((parts) => junctionSample(...parts)),
    },
    { weight: 1, arbitrary: simple.map(negationSample) },
  );
}
