/** The guards of a run that the others do not imply, found once for as long as none is added. */
import { type Guard, minimalGuards } from '../symbolic/guard.ts';
import type { Recorder } from './recorder.ts';

interface Found {
  readonly count: number;
  /** Guards are taken back and others added: the last one tells. */
  readonly last: Guard | undefined;
  readonly needed: readonly Guard[];
}

const found = new WeakMap<Recorder, Found>();

export function neededGuards(recorder: Recorder): readonly Guard[] {
  const { guards } = recorder;
  const [count, last] = [guards.length, guards.at(-1)];
  const before = found.get(recorder);
  if (before?.count === count && before.last === last) return before.needed;
  const needed = minimalGuards(guards);
  found.set(recorder, { count, last, needed });
  return needed;
}
