/** "Mark x.shape[0] dynamic": the pinned size gets a name in the contract of its function. */
import type { ts } from 'ts-morph';
import { writtenContract } from '../../interpreter/contracts/written.ts';
import type { Guard } from '../../symbolic/guard.ts';
import { asConstant } from '../../symbolic/size.ts';
import type { SizeSymbol } from '../../symbolic/symbol.ts';
import type { Reliance } from '../diagnostics.ts';
import type { Trace } from '../run.ts';
import type { Candidate, FixContext } from './candidate.ts';
import { type Change, change, editsOf, ownerOf, written } from './contractChange.ts';
import { freeName } from './freeName.ts';

export function declareDynamic({ path }: FixContext, { guard, trace }: Reliance): readonly Candidate[] {
  const { pins } = guard;
  const node = pins === null || pins.declared ? null : ownerOf(pins, guard.place, trace.root);
  const name = pins === null || node === null ? null : freeName(pins, node);
  if (pins === null || node === null || name === null) return [];
  const own = change(pins, name, node, trace);
  if (own === null) return [];
  const marked = { sizes: [pins.origin], changes: [own] };
  // Sizes that the code takes to be equal would be pinned in its place.
  const equals = equalSizes(pins, trace).filter((symbol) => symbol !== pins && !symbol.declared);
  const others = equals.map((symbol) => change(symbol, name, node, trace));
  const stated = statedNumbers(node, guard, name);
  const alone = declaration(path, node, marked, { answers: 'dynamic', declares: [name], goal: 'declare' });
  const together = {
    sizes: [pins, ...equals].map(({ origin }) => origin),
    changes: [own, ...others.filter((one) => one !== null)],
  };
  const withStated = {
    sizes: [pins.origin, ...stated.map(({ size }) => size)],
    changes: [own, ...stated.map((one) => one.change)],
  };
  return [
    alone,
    ...(others.length > 0 && !others.includes(null) ? [declaration(path, node, together, alone)] : []),
    ...(stated.length > 0
      ? [declaration(path, node, withStated, { answers: 'dynamic together', declares: [], goal: 'relieve' })]
      : []),
  ];
}

interface Marked {
  readonly sizes: readonly string[];
  readonly changes: readonly Change[];
}

function declaration(
  path: string,
  node: ts.Node,
  { sizes, changes }: Marked,
  { answers, declares, goal }: Pick<Candidate, 'answers' | 'declares' | 'goal'>,
): Candidate {
  const edits = editsOf(node, changes);
  const title = `Mark ${sizes.join(' and ')} dynamic: ${changes.map(({ text }) => text).join(', ')}`;
  return { title, edits: edits.map((edit) => ({ ...edit, path })), answers, declares, goal };
}

/** Numbers of the contract that are what the size is pinned to: they may be the reason. */
function statedNumbers(
  node: ts.SignatureDeclaration,
  { condition }: Guard,
  name: string,
): { size: string; change: Change }[] {
  const value =
    condition.kind === 'relation'
      ? (asConstant(condition.relation.left) ?? asConstant(condition.relation.right))
      : null;
  return writtenContract(node).lines.flatMap((placed) => {
    const { line } = placed;
    if (line.kind !== 'shape' || line.target === 'returns') return [];
    return line.shape.dimensions.flatMap((dimension, index) => {
      const isIt =
        dimension.kind === 'size' && dimension.expression.kind === 'number' && dimension.expression.value === value;
      return isIt
        ? [{ size: `${line.target}.shape[${index}]`, change: written(node, placed, line, dimension, name) }]
        : [];
    });
  });
}

/** The inputs that the trace takes to be equal to `symbol`, itself first. */
function equalSizes(symbol: SizeSymbol, { guards }: Trace): readonly SizeSymbol[] {
  const found = new Set([symbol]);
  for (const one of found) {
    for (const { condition } of guards) {
      if (condition.kind !== 'relation' || condition.relation.op !== '==') continue;
      const { left, right } = condition.relation;
      const [a, b] = [left.symbols[0], right.symbols[0]];
      const isBare = left.symbols.length === 1 && right.symbols.length === 1 && left.weight === right.weight;
      if (!isBare || a === undefined || b === undefined) continue;
      if (a === one) found.add(b);
      if (b === one) found.add(a);
    }
  }
  return [...found].filter(({ backing }) => backing === 'input');
}
