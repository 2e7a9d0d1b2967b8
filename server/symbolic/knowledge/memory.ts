/** Answers already found. */
import type { Interval } from '../algebra/interval.ts';
import type { Monomial, Size } from '../algebra/node.ts';
import type { Verdict } from '../verdict.ts';
import type { Multiples } from './multiples.ts';
import { type Regions, type Subject, versionOf } from './regions.ts';
import type { Fact } from './relevant.ts';
import type { State } from './state.ts';

/** Inclusive bounds; `null` is no bound. */
export interface Range {
  readonly min: number | null;
  readonly max: number | null;
}

interface Answers {
  readonly simplified: Map<Size, Size>;
  readonly bounds: Map<Size, Interval>;
  /** The best that can be told of a size, whatever it costs. */
  readonly ranges: Map<Size, Range>;
  /** The facts in which a product occurs. */
  readonly related: Map<Monomial, readonly Fact[]>;
  /** By the congruences that they come from. */
  readonly multiples: Map<string, Multiples>;
  /** On compound and named conditions, by their form. */
  readonly verdicts: Map<number, Verdict>;
  /** On the signs of sizes, by question: the size and what is asked. */
  readonly signs: Map<number, Verdict>;
  /** The same by cases, by question and how often it may be split. */
  readonly cases: Map<number, Verdict>;
}

/** Most memories hold little: a map is made with its first answer. */
export type Memory = { -readonly [Kind in keyof Answers]: Answers[Kind] | null };

export function emptyMemory(): Memory {
  return {
    simplified: null,
    bounds: null,
    ranges: null,
    related: null,
    multiples: null,
    verdicts: null,
    signs: null,
    cases: null,
  };
}

/** A memory does not grow without end. */
const MAX_REMEMBERED = 2000;

type KeyOf<Kind extends keyof Answers> = Answers[Kind] extends Map<infer Key, unknown> ? Key : never;
type AnswerOf<Kind extends keyof Answers> = Answers[Kind] extends Map<unknown, infer Answer> ? Answer : never;

/** Only what goes through cases depends on alternatives. */
function regionsOf({ regions, numbers }: State, kind: keyof Answers): Regions {
  return kind === 'verdicts' || kind === 'cases' ? regions : numbers;
}

/** The remembered answer to a question about a subject, or the one computed now. */
export function remember<Kind extends keyof Answers>(
  state: State,
  kind: Kind,
  subject: Subject,
  key: KeyOf<Kind>,
  compute: () => AnswerOf<Kind>,
): AnswerOf<Kind> {
  const memory = state.memory ?? state.run.memoryOf(versionOf(state.run, regionsOf(state, kind), subject));
  const known = (memory[kind] as Map<unknown, AnswerOf<Kind>> | null)?.get(key);
  if (known !== undefined) return known;
  state.run.charge(1);
  const answer = compute();
  // The answer to a part may have been the first one.
  const answers = (memory[kind] ?? new Map()) as Map<unknown, unknown>;
  if (answers.size > MAX_REMEMBERED) answers.clear();
  answers.set(key, answer);
  memory[kind] = answers as Memory[Kind];
  return answer;
}
