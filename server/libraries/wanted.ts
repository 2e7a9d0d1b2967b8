/** What an unknown argument becomes where it is used, and why a rule cannot go on without it. */
import { Unreadable } from '../kernels/ask.ts';
import type { Datum, Want } from './datum.ts';

/** The argument, or what it becomes when it is unknown and used as `want`. */
export function wanted(argument: Datum, want: Want): Datum {
  return argument.kind === 'unknown' ? (argument.become(want) ?? argument) : argument;
}

export function isAbsent(argument: Datum): boolean {
  return argument.kind === 'absent';
}

/** Why a rule cannot go on without this argument. */
export function unreadable(argument: Datum, name: string): Unreadable {
  if (argument.kind === 'unknown') return new Unreadable(argument.why);
  const found = argument.kind === 'absent' ? 'not given' : `a ${argument.kind} of unknown value`;
  return new Unreadable({ message: `\`${name}\` is ${found}`, place: null });
}

/** Lists of more elements that are alike are not written out. */
const MOST_LISTED = 1_000;

/** @throws Unreadable for a list that is too long to be written out */
export function listedLength(length: number, name: string): number {
  if (length <= MOST_LISTED) return length;
  throw new Unreadable({ message: `\`${name}\` has ${length} elements`, place: null });
}
