/** "Mark x.shape[0] dynamic": the pinned size gets a name in the contract of its function. */
import { ts } from 'ts-morph';
import { type PlacedLine, writtenContract } from '../../interpreter/contracts/written.ts';
import { isWithin } from '../../interpreter/machine.ts';
import type { ShapeLine, Span } from '../../symbolic/grammar.ts';
import type { Guard } from '../../symbolic/guard.ts';
import { asConstant } from '../../symbolic/size.ts';
import type { SizeSymbol } from '../../symbolic/symbol.ts';
import { isSpread, type Shape } from '../../tensor/tensor.ts';
import type { TextEdit } from '../../workspace/edits.ts';
import type { Reliance } from '../diagnostics.ts';
import type { Trace } from '../run.ts';
import type { Candidate, FixContext } from './candidate.ts';
import { addContractLines } from './contractEdit.ts';
import { freeName } from './freeName.ts';
import { identifiersOf } from './lexical.ts';

export function declareDynamic({ path }: FixContext, { guard, trace }: Reliance): readonly Candidate[] {
  const { pins } = guard;
  const node = pins === null || pins.declared ? null : ownerOf(pins, guard, trace.root);
  const name = pins === null || node === null ? null : freeName(pins, node);
  if (pins === null || node === null || name === null) return [];
  const own = change(pins, name, node, trace);
  if (own === null) return [];
  const marked = { sizes: [pins.origin], changes: [own] };
  // Sizes that the code takes to be equal would be pinned in its place.
  const equals = equalSizes(pins, trace).filter((symbol) => symbol !== pins && !symbol.declared);
  const others = equals.map((symbol) => change(symbol, name, node, trace));
  const stated = statedNumbers(node, guard, name);
  const alone = declaration(path, node, marked, { answers: 'dynamic', declares: [name] });
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
    ...(stated.length > 0 ? [declaration(path, node, withStated, { answers: 'dynamic together', declares: [] })] : []),
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
  { answers, declares }: Pick<Candidate, 'answers' | 'declares'>,
): Candidate {
  const added = changes.flatMap(({ edit, text }) => (edit === null ? [text] : []));
  const written = changes.flatMap(({ edit }) => edit ?? []);
  const edits = added.length === 0 ? written : [...written, ...addContractLines(node, added)];
  const title = `Mark ${sizes.join(' and ')} dynamic: ${changes.map(({ text }) => text).join(', ')}`;
  return { title, edits: edits.map((edit) => ({ ...edit, path })), answers, declares };
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

/** A line of the contract as it will be, and the edit if the line is there already. */
interface Change {
  readonly text: string;
  readonly edit: TextEdit | null;
}

function change({ origin }: SizeSymbol, name: string, node: ts.SignatureDeclaration, trace: Trace): Change | null {
  const [, target, front, back] = SIZE_ORIGIN.exec(origin) ?? [];
  if (target === undefined) return null;
  const index = front !== undefined ? Number(front) : back !== undefined ? -Number(back) : null;
  // Only a parameter that is a number has a name of its own in a contract.
  if (index === null) return target.includes('.') ? null : { text: `@where ${target} >= 1`, edit: null };
  for (const placed of writtenContract(node).lines) {
    const { line } = placed;
    if (line.kind === 'shape' && line.target === target) return changedLine(node, placed, line, name, index);
  }
  const shape = shapeOf(target, trace);
  const dimensions = shape === null ? null : namedDimensions(shape, name, index);
  if (dimensions === null) return null;
  const parameter = node.parameters.find((one) => one.name.getText() === target);
  const optional = parameter?.questionToken === undefined ? '' : ' | undefined';
  return { text: `@shape ${target} [${dimensions.join(', ')}]${optional}`, edit: null };
}

/** `x.shape[0]`, `options.mask.shape.at(-1)`; what has no shape is a number: `heads`. */
const SIZE_ORIGIN =
  /^((?:[\p{L}_$][\p{L}\p{N}_$]*)(?:\.(?!shape\b)[\p{L}_$][\p{L}\p{N}_$]*)*)(?:\.shape(?:\[(\d+)\]|\.at\(-(\d+)\)))?$/u;

/** The shape that an input had when the root first came upon it. */
function shapeOf(target: string, { recorder }: Trace): Shape | null {
  for (const [node, observed] of recorder.observations) {
    if (node.getText() !== target) continue;
    const values = observed.flatMap(({ value }) =>
      value.kind === 'alternatives' ? value.cases.map((one) => one.value) : [value],
    );
    const tensor = values.find((value) => value.kind === 'tensor');
    return tensor?.kind === 'tensor' ? tensor.tensor.shape : null;
  }
  return null;
}

/** `[_, B]` for a known rank, else `[_, B, ...]` or `[..., B, _]`. */
function namedDimensions(shape: Shape, name: string, index: number): readonly string[] | null {
  if (!shape.some(isSpread)) {
    const position = index < 0 ? shape.length + index : index;
    return position in shape ? shape.map((_, i) => (i === position ? name : '_')) : null;
  }
  return spreadWith('...', name, index);
}

/** A spread with the dimension at `index` split off, counted from its front or, when negative, from its end. */
function spreadWith(spread: string, name: string, index: number): readonly string[] {
  const any = (count: number) => Array.from({ length: count }, () => '_');
  return index < 0 ? [spread, name, ...any(-index - 1)] : [...any(index), name, spread];
}

/** The line with a name in the place of `_`, or split off its `...`; `null` where it says something else there. */
function changedLine(node: ts.Node, placed: PlacedLine, line: ShapeLine, name: string, index: number): Change | null {
  const { dimensions } = line.shape;
  const spread = dimensions.findIndex(({ kind }) => kind === 'spread');
  const position = index < 0 ? dimensions.length + index : index;
  const isBeyond = spread >= 0 && (index < 0 ? position <= spread : position >= spread);
  const dimension = dimensions[isBeyond ? spread : position];
  if (dimension === undefined) return null;
  if (!isBeyond) return dimension.kind === 'any' ? written(node, placed, line, dimension, name) : null;
  const inside = index < 0 ? index + (dimensions.length - 1 - spread) : index - spread;
  const text = node.getSourceFile().text.slice(placed.offset + dimension.start, placed.offset + dimension.end);
  return written(node, placed, line, dimension, spreadWith(text, name, inside).join(', '));
}

/** A line of the contract with one dimension written anew. */
function written(
  node: ts.Node,
  { offset }: PlacedLine,
  { target, shape, end }: ShapeLine,
  dimension: Span,
  name: string,
): Change {
  const { text, fileName } = node.getSourceFile();
  const edit = { path: fileName, start: offset + dimension.start, end: offset + dimension.end, text: name };
  const before = text.slice(offset + shape.start, edit.start);
  return { text: `@shape ${target} ${before}${name}${text.slice(edit.end, offset + end)}`, edit };
}

/** The function, the root or a closure inside it, whose parameter the size belongs to and in which it is pinned. */
function ownerOf({ origin }: SizeSymbol, { place }: Guard, root: ts.Node): ts.SignatureDeclaration | null {
  const [base] = origin.split('.');
  let found: ts.SignatureDeclaration | null = null;
  const visit = (node: ts.Node): void => {
    if (!isWithin(node, root) || node.pos > place.start || node.end < place.end) return;
    if (ts.isFunctionLike(node)) {
      const names = node.parameters.flatMap(({ name }) => identifiersOf(name).map(({ text }) => text));
      if (base !== undefined && names.includes(base)) found = node;
    }
    ts.forEachChild(node, visit);
  };
  visit(root);
  return found;
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
