/** Questions that nobody means to ask, each of which must end soon, if need be without an answer. */
import { Facts } from '../../../server/symbolic/facts.ts';
import { equal, lessOrEqual } from '../../../server/symbolic/relation.ts';
import {
  add,
  constant,
  floorDivide,
  fromSymbol,
  maximum,
  modulo,
  multiply,
  plus,
  product,
  type Size,
  sum,
  times,
} from '../../../server/symbolic/size.ts';
import { makeSymbol } from '../../../server/symbolic/symbol.ts';
import type { BenchTask } from './verdicts.ts';

export function hostileTasks(): readonly BenchTask[] {
  return [
    hostile('hostileProduct', 'multiplying out a product of 10 sums', () => {
      const factors = symbols(10).map((s, i) => plus(s, i + 1));
      return () => product(factors);
    }),
    hostile('hostileSymbols', 'a verdict about 200 symbols, each of them in a fact with the next', () => {
      const all = symbols(200);
      const facts = all.reduce(
        (known, s, i) => known.assume(lessOrEqual(s, plus(all[(i + 1) % 200] as Size, i))),
        Facts.none,
      );
      return () => facts.decide(lessOrEqual(sum(all), times(all[0] as Size, 200)));
    }),
    hostile(
      'hostileGuards',
      'learning 4,000 guards about 40 symbols, and a verdict',
      () => {
        const all = symbols(40);
        const at = (i: number) => all[i % 40] as Size;
        return () => {
          let facts = Facts.none;
          for (let i = 0; i < 4000; i++) {
            facts = facts.assume(lessOrEqual(add(at(i), times(at(i * 7 + 3), 2)), plus(at(i * 11 + 5), 5000 + i)));
          }
          facts.decide(lessOrEqual(at(1), at(2)));
        };
      },
      4000,
    ),
    hostile('hostileNesting', 'a verdict about divisions and extremes 12 deep', () => {
      const all = symbols(6);
      const at = (i: number) => all[i % 6] as Size;
      let deep = at(0);
      for (let i = 1; i <= 12; i++) {
        deep = i % 3 === 0 ? maximum(deep, at(i)) : floorDivide(plus(multiply(deep, at(i)), i), plus(at(i + 1), i));
      }
      const facts = all.reduce(
        (known, s, i) => known.assume(equal(modulo(s, constant(i + 2)), constant(1))),
        Facts.none,
      );
      return () => facts.decide(equal(modulo(deep, constant(6)), constant(0)));
    }),
  ];
}

function hostile(name: string, says: string, prepare: () => () => unknown, operations = 1): BenchTask {
  return { name, says, operations, prepare };
}

function symbols(count: number): readonly Size[] {
  return Array.from({ length: count }, (_, index) =>
    fromSymbol(makeSymbol({ name: `h${index}`, origin: `h${index}` })),
  );
}
