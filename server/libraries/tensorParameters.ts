/** Readers of tensor arguments: tensors, and whatever the library turns into one. */
import { type Ask, Refused, Unreadable } from '../kernels/ask.ts';
import { rankAtLeast, rankAtMost, rankIs } from '../kernels/rank.ts';
import { all, any as anyOf, type Condition, relationCondition } from '../symbolic/condition.ts';
import { asConstant, constant, type Size } from '../symbolic/size.ts';
import { type FakeTensor, fakeTensor, rankOf, resolveShape, type Shape } from '../tensor/tensor.ts';
import type { Datum } from './datum.ts';
import { literalTensor } from './literal.ts';
import type { Parameter } from './row.ts';

/** A tensor, or a number, a boolean, a string, a nested list or a typed array in its place. */
export const tensor: Parameter<FakeTensor> = {
  read: (argument, ask, name) => readTensor(argument, ask, name, null),
};

/**
 * A tensor of one of some ranks, which is demanded of the argument.
 * @param operation the operation's name, for the guard's reason.
 */
export function tensorOf(ranks: readonly number[], operation: string): Parameter<FakeTensor> {
  return {
    read(argument, ask, name) {
      const [only] = ranks;
      const found = readTensor(argument, ask, name, ranks.length === 1 ? (only ?? null) : null, ranks);
      const rank = rankOf(found.shape);
      const text = ranks.join(' or ');
      const words = (): string =>
        `Error in ${operation}: ${name} must be rank ${text}, but got rank ${asConstant(rank)}.`;
      ask.require(isOneOf(found.shape, ranks), `${operation}: ${name} has rank ${text}`, words);
      return fakeTensor(resolveShape(ask.facts, found.shape), found.dtype);
    },
  };
}

/** A run of ranks is a pair of bounds, which say more about sizes than a choice of equalities. */
function isOneOf(shape: Shape, ranks: readonly number[]): Condition {
  const [least, most] = [Math.min(...ranks), Math.max(...ranks)];
  const isRun = ranks.length > 1 && most - least === ranks.length - 1;
  if (!isRun) return anyOf(...ranks.map((allowed) => relationCondition(rankIs(shape, allowed))));
  return all(relationCondition(rankAtLeast(shape, least)), relationCondition(rankAtMost(shape, most)));
}

/** Whether an argument is written as numbers and lists, so that the library still chooses its data type. */
export function isLiteral(argument: Datum): boolean {
  return argument.kind !== 'tensor' && argument.kind !== 'unknown';
}

/** Some tensors that are alike: one, or as many as `count` says. */
export interface TensorRun {
  readonly count: Size;
  readonly tensor: FakeTensor;
  /** The tensors of the run have sizes of their own. */
  readonly differing?: boolean;
}

/** A list of tensors, of known or symbolic length. */
export const tensors: Parameter<readonly TensorRun[]> = {
  read(argument, ask, name) {
    const known = argument.kind === 'unknown' ? (argument.become({ kind: 'list' }) ?? argument) : argument;
    if (known.kind === 'repeated') {
      const { length, element, differing = false } = known;
      return [{ count: length, tensor: tensor.read(element, ask, name), differing }];
    }
    if (known.kind === 'unknown') throw new Unreadable(known.why);
    if (known.kind !== 'list') throw new Unreadable({ message: `\`${name}\` is no list of tensors`, place: null });
    // What differs between paths is the same tensor wherever it stands in the list.
    const read = new Map<Datum, FakeTensor>();
    return known.items.map((item) => {
      if (item.kind === 'spread') throw new Refused(`${name}: a list of tensors`);
      const one = read.get(item) ?? tensor.read(item, ask, name);
      read.set(item, one);
      return { count: constant(1), tensor: one };
    });
  },
};

function readTensor(
  argument: Datum,
  ask: Ask,
  name: string,
  rank: number | null,
  ranks?: readonly number[],
): FakeTensor {
  if (argument.kind === 'tensor') return argument.tensor;
  if (argument.kind === 'unknown') {
    const known = argument.become(ranks === undefined ? { kind: 'tensor' } : { kind: 'tensor', ranks });
    if (known === null || known.kind === 'unknown') return fakeTensor(ask.unknown(argument.why.message), null);
    return readTensor(known, ask, name, rank);
  }
  const literal = literalTensor(argument, ask, rank);
  if (literal === null) throw new Unreadable({ message: `\`${name}\` is no tensor`, place: null });
  return literal;
}
