/** Names for dimensions that nothing else is called. */
import { ts } from 'ts-morph';
import { writtenContract } from '../../interpreter/contracts/written.ts';
import { namesOf, namesOfShape } from '../../symbolic/grammar.ts';
import type { SizeSymbol } from '../../symbolic/symbol.ts';

/** A first dimension is most often a batch. */
const FIRST = 'B';
const LETTERS = [...'NMKCDEFGHIJLOPQRSTUVWXYZAB'];

/** The author's own name for the size, else a capital letter that the function and its contract do not use. */
export function freeName(symbol: SizeSymbol, node: ts.Node, others: Iterable<string> = []): string | null {
  const stated = new Set([...namesInContract(node), ...others]);
  // The name of a number that the function is given must stay: it is how the contract speaks of it.
  if (!symbol.origin.includes('.')) return symbol.origin;
  if (symbol.named && !stated.has(symbol.name)) return symbol.name;
  const used = new Set([...stated, ...identifiersIn(node)]);
  const letters = symbol.origin.endsWith('.shape[0]') ? [FIRST, ...LETTERS] : LETTERS;
  return letters.find((letter) => !used.has(letter)) ?? null;
}

function namesInContract(node: ts.Node): ReadonlySet<string> {
  return new Set(
    writtenContract(node).lines.flatMap(({ line }) =>
      line.kind === 'shape' ? namesOfShape(line.shape) : line.conditions.flatMap(namesOf),
    ),
  );
}

/** The texts of all identifiers within a node. */
export function identifiersIn(node: ts.Node): ReadonlySet<string> {
  const names = new Set<string>();
  const visit = (child: ts.Node): void => {
    if (ts.isIdentifier(child)) names.add(child.text);
    ts.forEachChild(child, visit);
  };
  visit(node);
  return names;
}
