/** Random problems: symbols with ranges, facts that hold together, and questions about the same sizes. */
import type { Comparing, Comparison, Expression } from '../../../server/symbolic/grammar/syntax.ts';
import {
  binary,
  choice,
  compare,
  everyPart,
  extreme,
  isLinear,
  name,
  number,
  sidesOf,
  truthOf,
  valueOf,
} from './terms.ts';

/** Numbers in [0, 1). */
type Random = () => number;
/** A value for every symbol. */
export type World = ReadonlyMap<string, number>;

export interface Range {
  readonly name: string;
  readonly min: number | null;
  readonly max: number | null;
}

export interface Problem {
  readonly ranges: readonly Range[];
  readonly facts: readonly Comparing[];
  readonly questions: readonly Comparing[];
  /** Values within the ranges for which all facts hold and every question has an answer. */
  readonly world: World;
}

/** Whether neither facts nor question leave linear arithmetic. */
export function isLinearQuestion({ facts }: Problem, question: Comparing): boolean {
  return [question, ...facts].every((comparison) => sidesOf(comparison).every(isLinear));
}

const MAX_SYMBOLS = 6;
const MAX_FACTS = 12;
const MAX_DEPTH = 5;
const QUESTIONS = 6;
const COMPARISONS: readonly Comparison[] = ['==', '!=', '<', '<=', '>', '>='];

export function randomProblem(random: Random): Problem {
  const ranges = Array.from({ length: 1 + below(random, MAX_SYMBOLS) }, (_, index) => randomRange(random, index));
  const world = new Map(ranges.map((range) => [range.name, randomValue(random, range)]));
  const symbols = ranges.map((range) => name(range.name));
  const size = random() < 0.5 ? linearSize(symbols) : anySize(symbols, 1 + below(random, MAX_DEPTH));
  const facts: Comparing[] = [];
  for (let count = below(random, MAX_FACTS + 1); count > 0; count--) {
    const fact = trueComparison(random, size(random), size(random), world);
    if (fact !== null) facts.push(fact);
  }
  const questions = Array.from({ length: QUESTIONS }, () => randomQuestion(random, facts, size)).filter(
    (question) => truthOf(question, world) !== null,
  );
  return { ranges, facts, questions, world };
}

/** An ordinary size mostly; else one that may be 0, a number of any sign, or one within narrow bounds. */
function randomRange(random: Random, index: number): Range {
  const label = 'abcdef'[index] ?? '?';
  const kind = random();
  if (kind < 0.6) return { name: label, min: 1, max: null };
  if (kind < 0.75) return { name: label, min: 0, max: null };
  if (kind < 0.85) return { name: label, min: null, max: null };
  const min = below(random, 4);
  return { name: label, min, max: min + 1 + below(random, 12) };
}

function randomValue(random: Random, { min, max }: Range): number {
  const low = min ?? -8;
  return low + below(random, Math.min(max ?? Infinity, low + 16) - low + 1);
}

type RandomSize = (random: Random) => Expression;

/** Up to three symbols with small factors, and a number. */
function linearSize(symbols: readonly Expression[]): RandomSize {
  return (random) => {
    let total: Expression = number(below(random, 13) - 4);
    for (let count = below(random, 4); count > 0; count--) {
      const factor = below(random, 7) - 3;
      total = binary('+', total, binary('*', number(factor), pick(random, symbols)));
    }
    return total;
  };
}

function anySize(symbols: readonly Expression[], depth: number): RandomSize {
  const leaf: RandomSize = (random) => (random() < 0.7 ? pick(random, symbols) : number(below(random, 9) - 1));
  if (depth === 0) return leaf;
  const smaller = anySize(symbols, depth - 1);
  return (random) => {
    const kind = random();
    if (kind < 0.25) return leaf(random);
    if (kind < 0.4) return binary('+', smaller(random), smaller(random));
    if (kind < 0.5) return binary('-', smaller(random), smaller(random));
    if (kind < 0.65) return binary('*', smaller(random), leaf(random));
    if (kind < 0.76) return binary('//', smaller(random), divisor(random, smaller));
    if (kind < 0.87) return binary('%', smaller(random), divisor(random, smaller));
    if (kind < 0.95) return extreme(random() < 0.5 ? 'min' : 'max', [smaller(random), smaller(random)]);
    return choice(compare(pick(random, COMPARISONS), leaf(random), leaf(random)), smaller(random), smaller(random));
  };
}

/** Programs divide by numbers mostly, else by sizes. */
function divisor(random: Random, size: RandomSize): Expression {
  return random() < 0.6 ? number(2 + below(random, 7)) : size(random);
}

/** A comparison of the two that holds in the world, often narrowly; `null` where they have no value there. */
function trueComparison(random: Random, left: Expression, right: Expression, world: World): Comparing | null {
  const [a, b] = [valueOf(left, world), valueOf(right, world)];
  if (a === null || b === null || !Number.isSafeInteger(a - b)) return null;
  const operator = pick(random, COMPARISONS);
  const slack = below(random, 4);
  switch (operator) {
    case '==':
      return compare('==', left, offset(right, a - b));
    case '!=':
      return compare('!=', left, offset(right, a - b + 1 + slack));
    case '<':
    case '<=':
      return compare(operator, left, offset(right, a - b + 1 + slack));
    default:
      return compare(operator, left, offset(right, a - b - 1 - slack));
  }
}

function offset(size: Expression, amount: number): Expression {
  return amount === 0 ? size : binary('+', size, number(amount));
}

/** Two sizes of their own, two parts of the facts, or what facts say together, each perhaps a little off. */
function randomQuestion(random: Random, facts: readonly Comparing[], size: RandomSize): Comparing {
  const kind = random();
  if (facts.length === 0 || kind < 0.4) return compare(pick(random, COMPARISONS), size(random), size(random));
  if (kind < 0.7) {
    const parts = facts.flatMap((fact) => sidesOf(fact).flatMap(everyPart));
    return compare(
      pick(random, COMPARISONS),
      offset(pick(random, parts), below(random, 5) - 2),
      random() < 0.5 ? pick(random, parts) : number(below(random, 9)),
    );
  }
  const [first, second] = [pick(random, facts), pick(random, facts)];
  const operator = random() < 0.5 ? first.operator : pick(random, COMPARISONS);
  return compare(
    operator,
    binary('+', first.left, below(random, 2) === 0 ? second.left : second.right),
    offset(binary('+', first.right, second.right), below(random, 5) - 2),
  );
}

/** A whole number from 0 to `limit - 1`. */
function below(random: Random, limit: number): number {
  return Math.floor(random() * limit);
}

function pick<Item>(random: Random, items: readonly Item[]): Item {
  return items[below(random, items.length)] as Item;
}
