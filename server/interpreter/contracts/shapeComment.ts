/** Shape comments: `const y = f(x); // [B, T, C]` names the sizes of a tensor, or states them. */
import { ts } from 'ts-morph';
import { type ParsedShape, parseShape } from '../../symbolic/grammar.ts';
import { printSize } from '../../symbolic/notation.ts';
import type { Place } from '../../symbolic/place.ts';
import { fromSize } from '../../symbolic/quotient.ts';
import { equal } from '../../symbolic/relation.ts';
import { asConstant, constant, fromSymbol, isUnknown, type Size, symbolsOf } from '../../symbolic/size.ts';
import { makeSymbol } from '../../symbolic/symbol.ts';
import { type Dim, isSpread, rankOf, resolveShape, type Shape } from '../../tensor/tensor.ts';
import { isWithin, type Machine, reasonAt } from '../machine.ts';
import { nameSize } from '../naming.ts';
import { isOfRoot } from '../patterns.ts';
import { perTree } from '../perTree.ts';
import type { Scope } from '../scope.ts';
import { settle } from '../settle.ts';
import { become } from '../unknown.ts';
import { quantity, tensorValue, type Value } from '../values.ts';
import { dimensionsText, hasRank, matchShape, type StatedDimension } from './match.ts';
import { findNamed, giveName, namedSize } from './names.ts';

export interface ShapeComment {
  readonly shape: ParsedShape;
  /** Where the text of the shape stands; the spans of the shape count from its start. */
  readonly place: Place;
  readonly declaration: ts.VariableDeclaration;
}

/** The shape comment behind a statement that declares one name; `null` where what stands there is something else. */
export function shapeCommentOf(list: ts.Node): ShapeComment | null {
  if (!ts.isVariableDeclarationList(list) || !ts.isVariableStatement(list.parent)) return null;
  const [declaration, second] = list.declarations;
  if (declaration?.initializer === undefined || second !== undefined || !ts.isIdentifier(declaration.name)) return null;
  return comments(list.parent, (statement) => readComment(statement, declaration));
}

const comments = perTree<ShapeComment | null>();

function readComment(statement: ts.VariableStatement, declaration: ts.VariableDeclaration): ShapeComment | null {
  const file = statement.getSourceFile();
  const [range] = ts.getTrailingCommentRanges(file.text, statement.end) ?? [];
  if (range === undefined) return null;
  const text = file.text.slice(
    range.pos + 2,
    range.kind === ts.SyntaxKind.MultiLineCommentTrivia ? range.end - 2 : range.end,
  );
  const told = text.trim();
  const parsed = told.startsWith('[') ? parseShape(told) : null;
  if (parsed === null || !('shape' in parsed) || isRepeated(told, declaration)) return null;
  const start = range.pos + 2 + text.indexOf(told);
  return { shape: parsed.shape, place: { file: file.fileName, start, end: start + told.length }, declaration };
}

/** `tf.tensor1d([x, y]); // [x, y]` tells the contents, not the shape. */
function isRepeated(told: string, { initializer }: ts.VariableDeclaration): boolean {
  const plain = (text: string) => text.replace(/\s/g, '');
  return (
    /\btensor\w*\(/.test(initializer?.getText() ?? '') && plain(initializer?.getText() ?? '').includes(plain(told))
  );
}

/** What a declared value is, once its shape comment was heard: believed where the analysis does not know, checked where it does. */
export function heardComment(machine: Machine, list: ts.VariableDeclarationList, value: Value, scope: Scope): Value {
  const comment = shapeCommentOf(list);
  if (comment === null) return value;
  const settled = believed(machine, settle(machine, value), comment);
  if (settled.kind !== 'tensor') return value;
  const isTold = isInRoot(machine, comment.declaration);
  machine.node = comment.declaration.name;
  const actual = stated(machine, scope, ranked(machine, settled.tensor.shape, comment), comment);
  if (hasRank(actual, comment.shape) !== false) {
    const isNaming = isOfRoot(machine, comment.declaration.name);
    const takeName = (name: string, size: Size) => isNaming && nameSize(machine, name, quantity(fromSize(size)));
    const claimed = matchShape(machine, scope, actual, comment.shape, takeName);
    if (isTold) for (const one of claimed) check(machine, comment, one);
  } else if (isTold) contradictRank(machine, scope, actual, comment);
  return tensorValue({ shape: resolveShape(machine.facts, actual), dtype: settled.tensor.dtype });
}

/** What a comment says is checked by the function in which it stands, not at every call of it. */
function isInRoot({ recorder }: Machine, declaration: ts.Node): boolean {
  return recorder.root === null || isWithin(declaration, recorder.root);
}

/** A value of which nothing is known is a tensor of the rank that the comment gives it. */
function believed(machine: Machine, value: Value, { shape }: ShapeComment): Value {
  if (value.kind !== 'unknown' || value.provenance === 'input' || value.holds !== null) return value;
  const isOpen = shape.dimensions.some(({ kind }) => kind === 'spread');
  return become(machine, value, { kind: 'tensor', ...(isOpen ? {} : { ranks: [shape.dimensions.length] }) }) ?? value;
}

/** A rank that is not known is the one that the comment says. */
function ranked(machine: Machine, shape: Shape, comment: ShapeComment): Shape {
  const actual = resolveShape(machine.facts, shape);
  const isOpen = comment.shape.dimensions.some(({ kind }) => kind === 'spread');
  if (isOpen || isExample(comment.shape) || hasRank(actual, comment.shape) !== null) return actual;
  const claim = equal(rankOf(actual), constant(comment.shape.dimensions.length));
  if (machine.decide(claim) === 'unknown') machine.assume(claim, false);
  return resolveShape(machine.facts, actual);
}

/** Sizes that the analysis lost are what the comment says: those of its names that are new here are new sizes. */
function stated(
  machine: Machine,
  scope: Scope,
  actual: Shape,
  { shape: { dimensions }, ...comment }: ShapeComment,
): Shape {
  if (actual.length !== dimensions.length || !actual.some((dim) => !isSpread(dim) && isUnknown(dim))) return actual;
  return actual.map((dim, index): Dim => {
    const dimension = dimensions[index];
    if (isSpread(dim) || !isUnknown(dim) || dimension?.kind !== 'size') return dim;
    const { expression } = dimension;
    const known = namedSize(machine, scope, expression);
    if (known !== null || expression.kind !== 'name') return known ?? dim;
    const { declaration } = comment;
    const origin = `${declaration.name.getText()}.shape[${index}]`;
    const why = reasonAt(declaration, 'a comment states it');
    const size = fromSymbol(makeSymbol({ name: expression.name, origin, backing: 'opaque', why, named: true }));
    giveName(scope, expression.name, size);
    return size;
  });
}

/** Numbers alone may be those of one example: they prove nothing. */
function isExample({ dimensions }: ParsedShape): boolean {
  return dimensions.every((one) => one.kind === 'size' && one.expression.kind === 'number');
}

/** Another rank is an error only if the comment speaks of sizes that have their names from elsewhere. */
function contradictRank(machine: Machine, scope: Scope, actual: Shape, comment: ShapeComment): void {
  const { dimensions } = comment.shape;
  const isBound = dimensions.every(
    (one) =>
      one.kind !== 'size' ||
      one.expression.kind === 'number' ||
      (one.expression.kind === 'name' && findNamed(machine, scope, one.expression.name)?.isSize === true),
  );
  if (!isBound || isExample(comment.shape) || dimensions.length === 0) return;
  const own = actual.filter((dim) => !isSpread(dim)).length;
  const stated = dimensions.filter(({ kind }) => kind !== 'spread').length;
  const says = dimensionsText(stated, stated < dimensions.length);
  const message = `the value has ${dimensionsText(own, own < actual.length)}, but the comment says ${says}`;
  machine.recorder.fault(machine, {
    code: 'contract-violation',
    node: comment.declaration.name,
    message,
    place: comment.place,
  });
}

function check(machine: Machine, comment: ShapeComment, { dimension, actual, stated }: StatedDimension): void {
  const claim = equal(actual, stated);
  const { file, start } = comment.place;
  const place = { file, start: start + dimension.start, end: start + dimension.end };
  const verdict = machine.decide(claim);
  if (verdict === 'yes' || (isExample(comment.shape) && !isOutside(actual))) return;
  if (verdict === 'unknown') {
    if (!isOutside(actual)) machine.recorder.guard(machine, claim, 'assumes', 'the shape comment', machine.path, place);
    machine.assume(claim, false);
    return;
  }
  if (isExample(comment.shape) || machine.firm.facts.decide(claim) !== 'no') return;
  const message = `the value has ${nameOf(actual)} where the comment says ${textOf(dimension, comment)}${meaningOf(stated, dimension)}`;
  machine.recorder.fault(machine, {
    code: 'contract-violation',
    node: comment.declaration.name,
    message,
    claim,
    place,
  });
}

/** Whether nothing but the comment states the size. */
function isOutside(size: Size): boolean {
  const symbols = symbolsOf(size);
  return symbols.length > 0 && symbols.every(({ backing }) => backing === 'opaque' || backing === 'unknown');
}

function nameOf(size: Size): string {
  return printSize(size, (symbol) => (symbol.named || symbol.declared ? symbol.name : symbol.origin));
}

function textOf({ start, end }: StatedDimension['dimension'], { place, declaration }: ShapeComment): string {
  return declaration.getSourceFile().text.slice(place.start + start, place.start + end);
}

/** ` (32)` behind a name that stands for a number. */
function meaningOf(stated: Size, dimension: StatedDimension['dimension']): string {
  const isNumber = dimension.kind === 'size' && dimension.expression.kind === 'number';
  return asConstant(stated) === null || isNumber ? '' : ` (${asConstant(stated)})`;
}
