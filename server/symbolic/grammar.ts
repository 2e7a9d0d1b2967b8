/** Parsing: one grammar for sizes, shapes, relations and the lines of a contract. */
import { type ContractLine, readShapeLine, readWhereLine } from './grammar/contract.ts';
import { readComparison, readExpression, readFormula } from './grammar/expression.ts';
import { type Failed, parseAll } from './grammar/reader.ts';
import { type ParsedShape, readShape } from './grammar/shape.ts';
import type { Comparing, Expression, Formula } from './grammar/syntax.ts';

export type { ContractLine, ShapeLine, WhereLine } from './grammar/contract.ts';
export { comparisonRelation, expressionSize, formulaCondition, type Meaning } from './grammar/meaning.ts';
export { namesOf, namesOfShape, type PlacedName, placedNames } from './grammar/names.ts';
export type { ParsedDimension, ParsedShape } from './grammar/shape.ts';
export type { Comparing, Expression, Formula } from './grammar/syntax.ts';
export type { ParseError, Span } from './grammar/tokens.ts';

/** `[B, T, 64]`. */
export function parseShape(text: string): { readonly shape: ParsedShape } | Failed {
  return parseAll(text, (reader) => ({ shape: readShape(reader) }));
}

/** `(h + 3) // 4`. */
export function parseSize(text: string): { readonly size: Expression } | Failed {
  return parseAll(text, (reader) => ({ size: readExpression(reader) }));
}

/** `C % heads == 0`. */
export function parseRelation(text: string): { readonly relation: Comparing } | Failed {
  return parseAll(text, (reader) => ({ relation: readComparison(reader) }));
}

/** `training && T > 1`. */
export function parseCondition(text: string): { readonly condition: Formula } | Failed {
  return parseAll(text, (reader) => ({ condition: readFormula(reader) }));
}

const TAG = /^\s*@(shape|where)\b/;

/** A line of a contract with its tag: `@shape mask [...] | undefined`, `@where T <= 1024, C % heads == 0`. */
export function parseContractLine(text: string): { readonly line: ContractLine } | Failed {
  const tag = TAG.exec(text);
  if (tag === null) return { error: { message: 'expected `@shape` or `@where`', start: 0, end: text.length } };
  // Blanks in place of the tag keep all places.
  const rest = ' '.repeat(tag[0].length) + text.slice(tag[0].length);
  return parseAll(rest, (reader) => ({ line: tag[1] === 'shape' ? readShapeLine(reader) : readWhereLine(reader) }));
}
