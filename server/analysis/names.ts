/** Names of a trace's symbols: within one root no two symbols have the same. */
import type { SizeSymbol } from '../symbolic/symbol.ts';

/** Gives later symbols whose name is taken a number: `width`, `width2`. Names that the author gave come first. */
export function makeNamesUnique(symbols: readonly SizeSymbol[]): void {
  const taken = new Set<string>();
  const authored = symbols.filter(({ named, declared }) => named || declared);
  for (const symbol of [...authored, ...symbols.filter((one) => !authored.includes(one))]) {
    let name = symbol.name;
    for (let count = 2; taken.has(name); count++) name = numbered(symbol.name, count);
    symbol.name = name;
    taken.add(name);
  }
}

/** A name of the notation again: `rank(x2)`, `x_shape_0_2`. */
function numbered(name: string, count: number): string {
  const rank = /^rank\((.*)\)$/.exec(name);
  if (rank !== null) return `rank(${numbered(rank[1] ?? '', count)})`;
  if (/[\])]$/.test(name)) return numbered(name.replace(/[^\p{L}\p{N}_$]+/gu, '_').replace(/_$/, ''), count);
  return `${name}${/\d$/.test(name) ? '_' : ''}${count}`;
}
