/** Contracts: what the author declared about sizes in a comment above a function. */
import { ts } from 'ts-morph';
import { writtenContract } from '../interpreter/contracts/written.ts';
import { optional } from '../interpreter/unions.ts';
import { child } from '../interpreter/unknown.ts';
import type { Value } from '../interpreter/values.ts';
import { quantity, tensorValue } from '../interpreter/values.ts';
import { type Condition, named } from '../symbolic/condition.ts';
import {
  expressionSize,
  formulaCondition,
  type Meaning,
  namesOfShape,
  type ParsedShape,
  type ShapeLine,
} from '../symbolic/grammar.ts';
import { fromSize } from '../symbolic/quotient.ts';
import { fromSymbol, type Size } from '../symbolic/size.ts';
import { makeSymbol } from '../symbolic/symbol.ts';
import { makeSpread, Spread } from '../tensor/spread.ts';
import { type Dim, fakeTensor, type Shape } from '../tensor/tensor.ts';

export interface Contract {
  /** What it states of parameters, or of their properties (`options.mask`), as values to run the function on. */
  readonly inputs: ReadonlyMap<string, Value>;
  /** The declared sizes by name, those that only the result has included. */
  readonly sizes: ReadonlyMap<string, Size>;
  readonly returns: Shape | null;
  readonly where: readonly Condition[];
}

/** The contract of a function; `null` where there is none. Lines that cannot be read are left out. */
export function contractOf(node: ts.FunctionLikeDeclaration): Contract | null {
  const lines = writtenContract(node).lines.map(({ line }) => line);
  if (lines.length === 0) return null;
  const shapes = lines.filter((line): line is ShapeLine => line.kind === 'shape');
  const sizes = declaredSizes(shapes);
  const inputs = new Map<string, Value>();
  const meaning: Meaning = { sizeOf: (name) => sizes.get(name) ?? numberInput(name), conditionOf: named };
  /** A name that no shape has is a number that the function is given: `C % heads == 0`. */
  function numberInput(name: string): Size {
    const size = fromSymbol(makeSymbol({ name, origin: name, declared: true }));
    sizes.set(name, size);
    inputs.set(name, quantity(fromSize(size)));
    return size;
  }
  /** A spread of one name is the same dimensions everywhere. */
  const spreads = new Map<string, Spread>();
  let returns: Shape | null = null;
  for (const line of shapes) {
    const shape = shapeOf(line.shape, line.target, meaning, spreads);
    if (line.target === 'returns') returns = shape;
    else inputs.set(line.target, line.optional ? optional(input(shape), line.target) : input(shape));
  }
  const where = lines.flatMap((line) => (line.kind === 'where' ? line.conditions : []));
  return { inputs, sizes, returns, where: where.map((one) => formulaCondition(one, meaning)) };
}

/** The fake input for a parameter: by the contract, else the value that its type gives. */
export function statedInput(contract: Contract | null, { name }: ts.ParameterDeclaration, typed: () => Value): Value {
  const stated = ts.isIdentifier(name) ? contract?.inputs.get(name.text) : undefined;
  if (stated !== undefined) return stated;
  const value = typed();
  if (contract !== null) stateProperties(contract, name, value);
  return value;
}

/** `@shape options.mask [B]`, or `@shape mask [B]` for a parameter `{ mask }`: properties that the type leaves open. */
function stateProperties({ inputs }: Contract, name: ts.BindingName, value: Value): void {
  if (ts.isIdentifier(name)) {
    for (const [target, input] of inputs) {
      const [first, ...path] = target.split('.');
      if (first === name.text && path.length > 0) stateProperty(value, path, target, input);
    }
  } else if (ts.isObjectBindingPattern(name)) {
    for (const { name: local, propertyName } of name.elements) {
      if (!ts.isIdentifier(local)) continue;
      const input = inputs.get(local.text);
      const property = propertyName ?? local;
      if (input !== undefined && ts.isIdentifier(property)) stateProperty(value, [property.text], local.text, input);
    }
  }
}

function stateProperty(value: Value, [name, ...rest]: readonly string[], origin: string, input: Value): void {
  if (value.kind !== 'unknown' || name === undefined) return;
  if (rest.length === 0) child(value, name, origin, null, input);
  else stateProperty(child(value, name, `${value.origin}.${name}`), rest, origin, input);
}

function input(shape: Shape): Value {
  return tensorValue(fakeTensor(shape, null));
}

/** One declared symbol for each name that an input's shape has; the first place where it stands is its origin. */
function declaredSizes(lines: readonly ShapeLine[]): Map<string, Size> {
  const sizes = new Map<string, Size>();
  for (const { shape, target } of lines) {
    if (target === 'returns') continue;
    shape.dimensions.forEach((dimension, index) => {
      if (dimension.kind !== 'size') return;
      for (const name of namesOfShape({ ...shape, dimensions: [dimension] })) {
        if (sizes.has(name)) continue;
        const origin = originOf(target, shape, index);
        sizes.set(name, fromSymbol(makeSymbol({ name, origin, declared: true, hint: dimension.hint })));
      }
    });
  }
  return sizes;
}

function shapeOf(shape: ParsedShape, target: string, meaning: Meaning, spreads: Map<string, Spread>): Shape {
  return shape.dimensions.map((dimension, index): Dim => {
    switch (dimension.kind) {
      case 'any':
        return fromSymbol(makeSymbol({ name: `${target}${index}`, origin: originOf(target, shape, index) }));
      case 'spread': {
        const spread = spreads.get(dimension.name ?? '') ?? spreadOf(shape, target, dimension.name, index);
        if (dimension.name !== null) spreads.set(dimension.name, spread);
        return spread;
      }
      default:
        return expressionSize(dimension.expression, meaning);
    }
  });
}

/** What a spread stands for: the dimensions of the tensor without those that the contract writes out. */
function spreadOf({ dimensions }: ParsedShape, target: string, name: string | null, index: number): Spread {
  const minRank = dimensions.length - 1;
  const { source } = makeSpread({ name: name ?? target, origin: target, backing: 'input', why: null, minRank });
  return new Spread(source, index, minRank - index);
}

/** `x.shape[0]`, or `x.shape.at(-1)` behind a spread. */
function originOf(target: string, { dimensions }: ParsedShape, index: number): string {
  const spread = dimensions.findIndex(({ kind }) => kind === 'spread');
  const isBehind = spread >= 0 && spread < index;
  return isBehind ? `${target}.shape.at(${index - dimensions.length})` : `${target}.shape[${index}]`;
}
