/** Names of a trace's symbols: within one root no two symbols have the same. */
import type { SizeSymbol } from '../symbolic/symbol.ts';

/** Gives later symbols whose name is taken a number: `width`, `width2`. Names that the author gave come first. */
export function makeNamesUnique(symbols: readonly SizeSymbol[]): void {
  const taken = new Set<string>();
  const authored = symbols.filter(({ named, declared }) => named || declared);
  for (const symbol of [...authored, ...symbols.filter((one) => !authored.includes(one))]) {
    let name = symbol.name;
    for (let count = 2; taken.has(name); count++) name = `${symbol.name}${/\d$/.test(symbol.name) ? '_' : ''}${count}`;
    symbol.name = name;
    taken.add(name);
  }
}
