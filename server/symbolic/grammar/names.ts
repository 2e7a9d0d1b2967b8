/** The names that a text uses. */
import type { ParsedShape } from './shape.ts';
import type { Expression, Formula } from './syntax.ts';

/** The names of sizes in order of appearance, each once; booleans are not among them. */
export function namesOf(syntax: Expression | Formula): readonly string[] {
  return [...new Set(walk(syntax))];
}

export function namesOfShape({ dimensions }: ParsedShape): readonly string[] {
  return [...new Set(dimensions.flatMap((one) => (one.kind === 'size' ? walk(one.expression) : [])))];
}

function walk(syntax: Expression | Formula): readonly string[] {
  switch (syntax.kind) {
    case 'name':
      return [syntax.name];
    case 'number':
    case 'boolean':
      return [];
    case 'negative':
    case 'not':
      return walk(syntax.operand);
    case 'binary':
    case 'comparison':
      return [...walk(syntax.left), ...walk(syntax.right)];
    case 'choice':
      return [...walk(syntax.condition), ...walk(syntax.whenTrue), ...walk(syntax.whenFalse)];
    default:
      return syntax.operands.flatMap(walk);
  }
}
