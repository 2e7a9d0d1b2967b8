/** The result of a root against its contract: `@shape returns [B, T]`. */
import { ts } from 'ts-morph';
import type { Root } from '../discovery/roots.ts';
import { byAuthor } from '../findings/naming.ts';
import { awaited } from '../interpreter/evaluate.ts';
import type { Machine } from '../interpreter/machine.ts';
import { namesOf } from '../interpreter/modules.ts';
import type { Value } from '../interpreter/values.ts';
import type { Condition } from '../symbolic/condition.ts';
import { printSize } from '../symbolic/notation.ts';
import { equal } from '../symbolic/relation.ts';
import { fromSymbol, type Size, substitute, symbolsOf } from '../symbolic/size.ts';
import type { SizeSymbol } from '../symbolic/symbol.ts';
import { type Dim, isSpread, resolveShape, type Shape } from '../tensor/tensor.ts';
import type { Contract } from './contract.ts';

/** What a contract says of the result, and the sizes that it states of nothing but the result. */
interface Declared {
  readonly shape: Shape;
  readonly free: ReadonlySet<SizeSymbol>;
}

/** Keeps a fault where a returned shape contradicts the contract, and a guard where it may. Facts are those of the end. */
export function checkReturned(machine: Machine, root: Root, contract: Contract): void {
  if (contract.returns === null) return;
  const declared = { shape: contract.returns, free: freeSymbols(contract, root) };
  for (const node of returnedExpressions(root)) {
    for (const { value, under } of machine.recorder.observations.get(node) ?? []) {
      const result = awaited(machine, value);
      if (machine.thrown === null) checkValue(machine, node, result, under, declared);
      machine.thrown = null;
    }
  }
}

/** Names that no parameter has, neither itself nor in its shape, and `_`. */
function freeSymbols({ returns }: Contract, { parameters }: Root): ReadonlySet<SizeSymbol> {
  const names = parameters.flatMap((parameter) => namesOf(parameter.name));
  const symbols = (returns ?? []).flatMap((dim) => (isSpread(dim) ? [] : symbolsOf(dim)));
  const isFree = ({ origin, name }: SizeSymbol) => origin === name && !names.includes(name);
  return new Set(symbols.filter((symbol) => symbol.origin.startsWith('returns.') || isFree(symbol)));
}

/** The expressions whose values a function returns, not those of functions inside it. */
function returnedExpressions({ body }: Root): readonly ts.Expression[] {
  if (body === undefined) return [];
  if (!ts.isBlock(body)) return [body];
  const found: ts.Expression[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isFunctionLike(node) || ts.isClassLike(node)) return;
    if (ts.isReturnStatement(node) && node.expression !== undefined) found.push(node.expression);
    ts.forEachChild(node, visit);
  };
  ts.forEachChild(body, visit);
  return found;
}

function checkValue(
  machine: Machine,
  node: ts.Expression,
  value: Value,
  under: readonly Condition[],
  declared: Declared,
): void {
  if (value.kind === 'alternatives') {
    for (const one of value.cases) checkValue(machine, node, one.value, [...under, one.condition], declared);
  } else if (value.kind === 'tensor') {
    checkShape(machine, node, resolveShape(machine.facts, value.tensor.shape), under, declared);
  }
}

function checkShape(
  machine: Machine,
  node: ts.Expression,
  actual: Shape,
  under: readonly Condition[],
  declared: Declared,
): void {
  const pairs = alignedSizes(actual, declared.shape);
  if (pairs === null) {
    const message = `the result has ${dimensions(actual)}, but the contract says ${dimensions(declared.shape)}`;
    machine.recorder.fault(machine, { code: 'contract-violation', node, message });
    return;
  }
  const bound = new Map<SizeSymbol, Size>();
  for (const [size, stated] of pairs) {
    const [symbol] = symbolsOf(stated);
    const isBare = symbol !== undefined && stated === fromSymbol(symbol);
    // A size that only the result has is what it turns out to be.
    if (isBare && declared.free.has(symbol) && !bound.has(symbol)) {
      bound.set(symbol, size);
      continue;
    }
    const meant = substitute(stated, (one) => bound.get(one) ?? null);
    checkSize(machine, node, size, meant, under);
  }
}

function checkSize(machine: Machine, node: ts.Expression, size: Size, stated: Size, under: readonly Condition[]): void {
  const claim = equal(size, stated);
  const verdict = under.reduce((facts, condition) => facts.assume(condition), machine.facts).decide(claim);
  if (verdict === 'yes') return;
  machine.node = node;
  if (verdict === 'unknown') {
    machine.recorder.guard(machine, claim, 'assumes', 'the declared shape of the result', under);
    return;
  }
  const firm = under.reduce((facts, condition) => facts.assume(condition), machine.firm.facts);
  if (firm.decide(claim) !== 'no') return;
  const message = `the result has ${printSize(size, byAuthor)} where the contract says ${printSize(stated, byAuthor)}`;
  machine.recorder.fault(machine, { code: 'contract-violation', node, message });
}

/** The sizes that stand for the same dimension; up to a spread from the front and from the back. `null`: the ranks differ. */
function alignedSizes(actual: Shape, declared: Shape): readonly (readonly [Size, Size])[] | null {
  if (!actual.some(isSpread) && !declared.some(isSpread)) {
    return actual.length === declared.length ? sizePairs(actual, declared) : null;
  }
  const front = sizePairs(beforeSpread(actual), beforeSpread(declared));
  const back = sizePairs(beforeSpread(actual.toReversed()), beforeSpread(declared.toReversed()));
  return [...front, ...back];
}

function beforeSpread(shape: Shape): Shape {
  const spread = shape.findIndex(isSpread);
  return spread < 0 ? shape : shape.slice(0, spread);
}

function sizePairs(actual: readonly Dim[], declared: readonly Dim[]): (readonly [Size, Size])[] {
  const pairs: (readonly [Size, Size])[] = [];
  for (let i = 0; i < Math.min(actual.length, declared.length); i++) {
    const [size, stated] = [actual[i], declared[i]];
    if (size !== undefined && stated !== undefined && !isSpread(size) && !isSpread(stated)) pairs.push([size, stated]);
  }
  return pairs;
}

function dimensions(shape: Shape): string {
  const count = shape.filter((dim) => !isSpread(dim)).length;
  const least = shape.some(isSpread) ? 'at least ' : '';
  return `${least}${count} dimension${count === 1 ? '' : 's'}`;
}
