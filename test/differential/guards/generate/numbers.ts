/** Expressions of whole numbers and conditions on them, as programs write them. */
import { chance, pick, type Scope, tensorOf } from './scope.ts';

/** A whole number, often the size of something. */
export function numberText(scope: Scope, depth = 2): string {
  if (depth === 0 || chance(scope, 55)) return plainNumber(scope);
  const [a, b] = [numberText(scope, depth - 1), numberText(scope, depth - 1)];
  const literal = 2 + scope.draw(3);
  return pick(scope, [
    () => `(${a} + ${b})`,
    () => `(${a} + ${scope.draw(3)})`,
    () => `(${a} - ${1 + scope.draw(2)})`,
    () => `${a} * ${plainNumber(scope)}`,
    () => `2 * ${a}`,
    () => `Math.floor(${a} / ${literal})`,
    () => `Math.ceil(${a} / ${literal})`,
    () => `Math.max(${a}, ${b})`,
    () => `Math.min(${a}, ${literal})`,
    () => `(${a} % ${literal})`,
    () => `(${a} >> 1)`,
    () => `Math.round(${a} / 2)`,
    () => `Math.trunc(${a} / ${literal})`,
  ])();
}

function plainNumber(scope: Scope): string {
  const sized = tensorOf(scope, (rank) => rank > 0);
  const kind = scope.draw(10);
  if (kind < 3 && scope.numbers.length > 0) return pick(scope, scope.numbers);
  if (kind < 8 && sized !== null) return `${sized.name}.shape[${scope.draw(sized.rank)}]`;
  if (kind === 8 && sized !== null) return `${sized.name}.size`;
  return String(1 + scope.draw(4));
}

const COMPARISONS = ['===', '!==', '<', '<=', '>', '>='] as const;

/** A condition on sizes, or a flag of the program. */
export function conditionText(scope: Scope, depth = 1): string {
  const kind = scope.draw(12);
  if (kind === 0 && scope.flags.length > 0) return pick(scope, scope.flags);
  if (kind === 1 && scope.optional.length > 0) return `${pick(scope, scope.optional).name} !== undefined`;
  if (kind === 2) return `${numberText(scope, 1)} % ${2 + scope.draw(2)} === 0`;
  if (kind === 3 && depth > 0) return `${conditionText(scope, 0)} && ${conditionText(scope, 0)}`;
  if (kind === 4 && depth > 0) return `(${conditionText(scope, 0)} || ${conditionText(scope, 0)})`;
  if (kind === 5 && depth > 0) return `!(${conditionText(scope, 0)})`;
  return `${numberText(scope, 1)} ${pick(scope, COMPARISONS)} ${numberText(scope, 1)}`;
}
