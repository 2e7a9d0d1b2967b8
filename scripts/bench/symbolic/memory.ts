/** What interning keeps: sizes go with the youngest of their symbols, so that a server does not grow. */
import { setImmediate as nextTurn } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { Facts } from '../../../server/symbolic/facts.ts';
import { lessOrEqual } from '../../../server/symbolic/relation.ts';
import { constant, floorDivide, fromSymbol, modulo, multiply, plus } from '../../../server/symbolic/size.ts';
import { makeSymbol } from '../../../server/symbolic/symbol.ts';

const SIZES = 20_000;

/** Bytes that stay for each size of an analysis that is over, over that many analyses after the first few. */
export async function internedGrowth(rounds: number): Promise<number> {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as () => void;
  const analyseRounds = async (count: number) => {
    for (let round = 0; round < count; round++) {
      analyse();
      collect();
      // What was collected is struck off in a turn of its own.
      await nextTurn();
    }
    collect();
    return process.memoryUsage().heapUsed;
  };
  const before = await analyseRounds(3);
  const after = await analyseRounds(rounds);
  return Math.round(((after - before) / (rounds * SIZES)) * 100) / 100;
}

/** As many different sizes as a large project has, over symbols that nothing keeps. */
function analyse(): void {
  let facts = Facts.none;
  for (let i = 0; i < SIZES / 20; i++) {
    const [a, b] = ['a', 'b'].map((name) => fromSymbol(makeSymbol({ name, origin: `x.${name}` })));
    if (a === undefined || b === undefined) return;
    for (let j = 0; j < 5; j++) {
      plus(multiply(a, plus(b, j)), modulo(floorDivide(a, constant(j + 2)), b).terms.length);
    }
    if (i % 10 === 0) facts = facts.assume(lessOrEqual(a, plus(b, i)));
  }
}
