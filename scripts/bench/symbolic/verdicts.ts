/** What is measured of the algebra: interning, and verdicts with more and more facts. */
import type { Condition } from '../../../server/symbolic/condition.ts';
import { Facts } from '../../../server/symbolic/facts.ts';
import { add, constant, floorDivide, multiply } from '../../../server/symbolic/size.ts';
import { condition, type Names, size, world } from '../../../test/symbolic/notation.ts';
import { PUBLISHED } from './published.ts';

export interface BenchTask {
  readonly name: string;
  /** What the figure is the time of. */
  readonly says: string;
  /** How many operations one run carries out. */
  readonly operations: number;
  /** Makes what a run needs, without being measured; the run. */
  readonly prepare: () => () => void;
}

const QUESTIONS = 40;
const SYMBOLS = 50;

export function algebraTasks(random: () => number): readonly BenchTask[] {
  return [
    internTask(),
    internedTask(),
    trivialTask(random),
    cachedTask(random),
    ...[10, 100, 1000].map((count) => verdictTask(random, count)),
    ...[10, 100, 1000].map(sharedTask),
    publishedTask(),
  ];
}

function internTask(): BenchTask {
  return {
    name: 'intern',
    says: 'making a size that was not there',
    operations: 300,
    prepare: () => {
      const names = world('a', 'b');
      const [a, b] = [size('a', names), size('b', names)];
      return () => {
        for (let i = 0; i < 100; i++) add(multiply(a, constant(i)), floorDivide(b, constant(i + 7)));
      };
    },
  };
}

function internedTask(): BenchTask {
  const names = world('a', 'b');
  const [a, b] = [size('a * b', names), size('a // 4', names)];
  return {
    name: 'interned',
    says: 'a sum that is there already',
    operations: 1000,
    prepare: () => () => {
      for (let i = 0; i < 1000; i++) add(a, b);
    },
  };
}

/** `count` facts of all kinds about the sizes of a program, which hold together where `s0` is 16, `s1` is 32 and so on. */
function ordinaryFacts(count: number): string {
  const facts = Array.from({ length: count }, (_, i) => {
    const [a, b] = [i % SYMBOLS, (i * 7 + 1) % SYMBOLS];
    const [s, t] = [`s${a}`, `s${b}`];
    const distance = 16 * (a - b) + (i % 9);
    switch (i % 5) {
      case 0:
        return `${s} % ${2 ** (1 + (i % 4))} == 0`;
      case 1:
        return `${s} <= ${1024 + i}`;
      case 2:
        return `${s} <= ${t} + ${distance}`;
      case 3:
        return `${s} * ${t} <= ${1_000_000 + i}`;
      default:
        return `${s} != ${t} + ${distance + 1}`;
    }
  });
  return facts.join(', ');
}

function ordinaryQuestions(random: () => number): readonly string[] {
  const symbol = () => `s${Math.floor(random() * SYMBOLS)}`;
  return Array.from({ length: QUESTIONS }, (_, i) => {
    const [s, t, u] = [symbol(), symbol(), symbol()];
    const forms = [
      `${s} == ${t}`,
      `${s} * ${t} == ${t} * ${s}`,
      `${s} % 8 == 0`,
      `${s} * ${t} % 4 == 0`,
      `(${s} + 3) // 4 <= ${s}`,
      `${s} + ${t} >= 2`,
      `${s} <= ${t} + ${u}`,
      `${s} * ${t} >= ${t}`,
    ];
    return forms[i % forms.length] as string;
  });
}

const NAMES: Names = world(...Array.from({ length: SYMBOLS }, (_, index) => `s${index}`));

function knowing(text: string, names: Names): Facts {
  const facts = conditionsOf(text, names).reduce((all, one) => all.assume(one), Facts.none);
  if (facts.contradiction !== null) throw new Error('the facts contradict each other');
  return facts;
}

function conditionsOf(text: string, names: Names): readonly Condition[] {
  return text.split(', ').map((one) => condition(one, names));
}

function trivialTask(random: () => number): BenchTask {
  const facts = knowing(ordinaryFacts(100), NAMES);
  const questions = ordinaryQuestions(random).map((_, index) => condition(`s${index} >= 1`, NAMES));
  return {
    name: 'trivial',
    says: 'a verdict that the bounds of a symbol give, with 100 facts',
    operations: 25 * questions.length,
    prepare: () => () => {
      for (let i = 0; i < 25; i++) for (const question of questions) facts.decide(question);
    },
  };
}

function cachedTask(random: () => number): BenchTask {
  const facts = knowing(ordinaryFacts(100), NAMES);
  const questions = ordinaryQuestions(random).map((text) => condition(text, NAMES));
  for (const question of questions) facts.decide(question);
  return {
    name: 'cached',
    says: 'a verdict that was asked for before, with 100 facts',
    operations: 25 * questions.length,
    prepare: () => () => {
      for (let i = 0; i < 25; i++) for (const question of questions) facts.decide(question);
    },
  };
}

function verdictTask(random: () => number, count: number): BenchTask {
  const conditions = conditionsOf(ordinaryFacts(count), NAMES);
  const questions = ordinaryQuestions(random).map((text) => condition(text, NAMES));
  return {
    name: `verdict${count}`,
    says: `an ordinary verdict, not asked before, with ${count} facts about ${SYMBOLS} symbols`,
    operations: questions.length,
    prepare: asking(conditions, questions),
  };
}

/** Asks of facts that remember no answer: what is learned last, about a symbol of its own, empties their memory. */
function asking(conditions: readonly Condition[], questions: readonly Condition[]): BenchTask['prepare'] {
  const facts = conditions.reduce((all, one) => all.assume(one), Facts.none);
  const last = condition('apart >= 2', world('apart'));
  return () => {
    const fresh = facts.assume(last);
    return () => {
      for (const question of questions) fresh.decide(question);
    };
  };
}

function sharedTask(count: number): BenchTask {
  const names = world('x', ...Array.from({ length: count }, (_, index) => `y${index}`));
  const conditions = Array.from({ length: count }, (_, index) => condition(`x <= y${index} + ${index}`, names));
  const questions = Array.from({ length: 20 }, (_, index) => condition(`x <= y${index % count} + ${index % 3}`, names));
  return {
    name: `shared${count}`,
    says: `a verdict about a symbol that ${count} facts are about`,
    operations: questions.length,
    prepare: asking(conditions, questions),
  };
}

function publishedTask(): BenchTask {
  return {
    name: 'published',
    says: 'a verdict about one of the heaviest guards of published programs, given the others',
    operations: PUBLISHED.length,
    prepare: () => {
      const runs = PUBLISHED.map(({ symbols, guards }) => {
        const names = world(...symbols);
        const [question, ...others] = guards.map((guard) => condition(guard, names)).reverse();
        const facts = others.reduce((all, one) => all.assume(one), Facts.none);
        return () => question && facts.decide(question);
      });
      return () => {
        for (const run of runs) run();
      };
    },
  };
}
