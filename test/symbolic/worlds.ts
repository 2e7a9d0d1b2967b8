/** All worlds of small values, for checking verdicts by brute force. */
import { domain, SYMBOLS, type World } from './arbitrary.ts';

export const WORLDS: readonly World[] = allWorlds();

function allWorlds(): readonly World[] {
  let numbers: readonly (readonly number[])[] = [[]];
  for (const symbol of SYMBOLS) {
    const values = domain(symbol).filter((_, index) => index % 2 === 0 || index < 4);
    numbers = numbers.flatMap((prefix) => values.map((value) => [...prefix, value]));
  }
  const booleans = [true, false].flatMap((first) => [true, false].map((second) => [first, second]));
  return numbers.map((row, index) => ({ numbers: row, booleans: booleans[index % 4] as readonly boolean[] }));
}
