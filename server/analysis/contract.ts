/** Contracts: what the author declared about sizes in a comment above a function. */
import { ts } from 'ts-morph';
import {
  type ContractLine,
  expressionSize,
  formulaCondition,
  type Meaning,
  namesOfShape,
  type ParsedShape,
  parseContractLine,
  type ShapeLine,
} from '../symbolic/grammar.ts';
import { type Condition, named } from '../symbolic/condition.ts';
import { fromSize } from '../symbolic/quotient.ts';
import { fromSymbol, type Size } from '../symbolic/size.ts';
import { makeSymbol } from '../symbolic/symbol.ts';
import { makeSpread } from '../tensor/spread.ts';
import { type Dim, fakeTensor, type Shape } from '../tensor/tensor.ts';
import type { Value } from '../interpreter/values.ts';
import { quantity, tensorValue } from '../interpreter/values.ts';
import { optional } from '../interpreter/types.ts';

export interface Contract {
  /** Parameters that it states, as values to run the function on. */
  readonly inputs: ReadonlyMap<string, Value>;
  readonly returns: Shape | null;
  readonly where: readonly Condition[];
}

/** The contract of a function; `null` where there is none. Lines that do not parse are left out. */
export function contractOf(node: ts.FunctionLikeDeclaration): Contract | null {
  const lines = linesOf(node);
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
  let returns: Shape | null = null;
  for (const line of shapes) {
    const shape = shapeOf(line.shape, line.target, meaning);
    if (line.target === 'returns') returns = shape;
    else inputs.set(line.target, line.optional ? optional(input(shape), line.target) : input(shape));
  }
  const where = lines.flatMap((line) => (line.kind === 'where' ? line.conditions : []));
  return { inputs, returns, where: where.map((one) => formulaCondition(one, meaning)) };
}

function input(shape: Shape): Value {
  return tensorValue(fakeTensor(shape, null));
}

/** The lines with a tag of ours in the comments directly above. */
function linesOf(node: ts.FunctionLikeDeclaration): readonly ContractLine[] {
  const text = node.getSourceFile().text;
  const holder = ts.isVariableDeclaration(node.parent) ? node.parent.parent.parent : node;
  const comments = ts.getLeadingCommentRanges(text, holder.getFullStart()) ?? [];
  return comments.flatMap(({ pos, end }) =>
    text
      .slice(pos, end)
      .split('\n')
      .flatMap((line) => {
        const parsed = parseContractLine(line.replace(/^\s*(?:\/\*\*?|\*\/?|\/\/)\s?/, '').replace(/\*\/\s*$/, ''));
        return 'line' in parsed ? [parsed.line] : [];
      }),
  );
}

/** One declared symbol for each name; the first place where it stands alone is its origin. */
function declaredSizes(lines: readonly ShapeLine[]): Map<string, Size> {
  const sizes = new Map<string, Size>();
  for (const { shape, target } of lines) {
    shape.dimensions.forEach((dimension, index) => {
      if (dimension.kind !== 'size') return;
      for (const name of namesOfShape({ ...shape, dimensions: [dimension] })) {
        if (sizes.has(name)) continue;
        const origin = target === 'returns' ? name : `${target}.shape[${index}]`;
        sizes.set(name, fromSymbol(makeSymbol({ name, origin, declared: true, hint: dimension.hint })));
      }
    });
  }
  return sizes;
}

function shapeOf(shape: ParsedShape, target: string, meaning: Meaning): Shape {
  return shape.dimensions.map((dimension, index): Dim => {
    switch (dimension.kind) {
      case 'any':
        return fromSymbol(makeSymbol({ name: `${target}${index}`, origin: `${target}.shape[${index}]` }));
      case 'spread':
        return makeSpread({ name: dimension.name ?? target, origin: target, backing: 'input', why: null });
      default:
        return expressionSize(dimension.expression, meaning);
    }
  });
}
