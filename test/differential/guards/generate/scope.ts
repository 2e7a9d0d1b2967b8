/** What a generated program has to work with at one point, and how choices are drawn. */
import type { Draw } from '../../../analysis/inputs.ts';

export interface Tensor {
  readonly name: string;
  readonly rank: number;
}

/** A function that the program may call: tensors in, a tensor out. */
export interface Helper {
  readonly name: string;
  readonly ranks: readonly number[];
  readonly numbers: number;
  readonly rank: number;
}

export interface Scope {
  readonly draw: Draw;
  readonly tensors: readonly Tensor[];
  /** Names of whole numbers. */
  readonly numbers: readonly string[];
  /** Names of booleans. */
  readonly flags: readonly string[];
  /** Tensors that may be undefined. */
  readonly optional: readonly Tensor[];
  readonly helpers: readonly Helper[];
  /** A name that nothing in the program has. */
  fresh(prefix: string): string;
}

/** An expression whose value is a tensor of that rank. */
export interface Made {
  readonly text: string;
  readonly rank: number;
}

export function pick<Item>({ draw }: Pick<Scope, 'draw'>, items: readonly Item[]): Item {
  return items[draw(items.length)] as Item;
}

/** True in `percent` of a hundred cases. */
export function chance({ draw }: Pick<Scope, 'draw'>, percent: number): boolean {
  return draw(100) < percent;
}

export function withTensor(scope: Scope, tensor: Tensor): Scope {
  return { ...scope, tensors: [...scope.tensors, tensor] };
}

export function withNumbers(scope: Scope, numbers: readonly string[]): Scope {
  return { ...scope, numbers: [...scope.numbers, ...numbers] };
}

/** A tensor of that rank, later ones more often; `null` where there is none. */
export function tensorOf(scope: Scope, isFit: (rank: number) => boolean): Tensor | null {
  const fit = scope.tensors.filter(({ rank }) => isFit(rank));
  if (fit.length === 0) return null;
  return chance(scope, 50) ? (fit.at(-1) ?? null) : pick(scope, fit);
}
