/** The names that a text uses. */
import type { ParsedShape } from './shape.ts';
import type { Expression, Formula } from './syntax.ts';
import type { Span } from './tokens.ts';

/** A name of a size where it stands. */
export interface PlacedName extends Span {
  readonly name: string;
}

/** The names of sizes in order of appearance, each once; booleans are not among them. */
export function namesOf(syntax: Expression | Formula): readonly string[] {
  return [...new Set(placedNames(syntax).map(({ name }) => name))];
}

export function namesOfShape({ dimensions }: ParsedShape): readonly string[] {
  const places = dimensions.flatMap((one) => (one.kind === 'size' ? placedNames(one.expression) : []));
  return [...new Set(places.map(({ name }) => name))];
}

/** Every place of a name of a size, in the order of the text. */
export function placedNames(syntax: Expression | Formula): readonly PlacedName[] {
  switch (syntax.kind) {
    case 'name':
      return [{ name: syntax.name, start: syntax.start, end: syntax.start + syntax.name.length }];
    case 'number':
    case 'boolean':
      return [];
    case 'negative':
    case 'not':
      return placedNames(syntax.operand);
    case 'binary':
    case 'comparison':
      return [...placedNames(syntax.left), ...placedNames(syntax.right)];
    case 'choice':
      return [...placedNames(syntax.condition), ...placedNames(syntax.whenTrue), ...placedNames(syntax.whenFalse)];
    default:
      return syntax.operands.flatMap(placedNames);
  }
}
