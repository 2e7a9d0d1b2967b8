/** Changes of a contract: a size of a parameter gets a name, or a number, in the line of its tensor. */
import { ts } from 'ts-morph';
import { type PlacedLine, writtenContract } from '../../interpreter/contracts/written.ts';
import { isWithin } from '../../interpreter/machine.ts';
import type { ShapeLine, Span } from '../../symbolic/grammar.ts';
import type { Place } from '../../symbolic/place.ts';
import type { SizeSymbol } from '../../symbolic/symbol.ts';
import { isSpread, type Shape } from '../../tensor/tensor.ts';
import type { TextEdit } from '../../workspace/edits.ts';
import type { Trace } from '../run.ts';
import { addContractLines } from './contractEdit.ts';
import { identifiersOf } from './lexical.ts';

/** A line of the contract as it will be, and the edit if the line is there already. */
export interface Change {
  readonly text: string;
  readonly edit: TextEdit | null;
}

/** The edits that make changes in the contract of a function; lines that are not there yet are added. */
export function editsOf(node: ts.Node, changes: readonly Change[]): readonly TextEdit[] {
  const added = changes.flatMap(({ edit, text }) => (edit === null ? [text] : []));
  const written = changes.flatMap(({ edit }) => edit ?? []);
  return added.length === 0 ? written : [...written, ...addContractLines(node, added)];
}

/** Writes `name` where the contract tells of a size: a name for it, or a number. `null` where something else stands there. */
export function change(
  { origin, rank }: SizeSymbol,
  name: string,
  node: ts.SignatureDeclaration,
  trace: Trace,
): Change | null {
  const [, target, front, back] = SIZE_ORIGIN.exec(origin) ?? [];
  if (target === undefined) return null;
  const index = front !== undefined ? Number(front) : back !== undefined ? -Number(back) : null;
  // Only a parameter that is a number has a name of its own in a contract.
  if (index === null) {
    if (target.includes('.')) return null;
    return { text: /^\d+$/.test(name) ? `@where ${target} == ${name}` : `@where ${target} >= 1`, edit: null };
  }
  for (const known of writtenContract(node).lines) {
    const { line } = known;
    if (line.kind === 'shape' && line.target === target) return changedLine(node, known, line, name, index);
  }
  const seen = shapeOf(target, trace);
  const dimensions = seen === null ? placed(rank, name, index) : namedDimensions(seen, name, index);
  if (dimensions === null) return null;
  const parameter = node.parameters.find((one) => one.name.getText() === target);
  const optional = parameter?.questionToken === undefined ? '' : ' | undefined';
  return { text: `@shape ${target} [${dimensions.join(', ')}]${optional}`, edit: null };
}

/** `x.shape[0]`, `options.mask.shape.at(-1)`; what has no shape is a number: `heads`. */
const SIZE_ORIGIN =
  /^((?:[\p{L}_$][\p{L}\p{N}_$]*)(?:\.(?!shape\b)[\p{L}_$][\p{L}\p{N}_$]*)*)(?:\.shape(?:\[(\d+)\]|\.at\(-(\d+)\)))?$/u;

/** The shape that an input had when the root first came upon it; `null` where only what it calls did. */
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
  return shape.some(isSpread) ? spreadWith('...', name, index) : placed(shape.length, name, index);
}

function placed(rank: number | null, name: string, index: number): readonly string[] | null {
  const position = rank !== null && index < 0 ? rank + index : index;
  if (rank === null || position < 0 || position >= rank) return null;
  return Array.from({ length: rank }, (_, i) => (i === position ? name : '_'));
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
export function written(
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
export function ownerOf({ origin }: SizeSymbol, place: Place, root: ts.Node): ts.SignatureDeclaration | null {
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
