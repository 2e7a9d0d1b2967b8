/** Z3 on the notation: whether what is known proves or refutes a formula. */
import { type Bool, init, killThreads } from 'z3-solver';
import type { Comparing, Formula } from '../../../server/symbolic/grammar/syntax.ts';
import type { Problem, Range } from './problem.ts';
import { divisorsOf, sidesOf, truthOf } from './terms.ts';
import { type Translator, translator } from './translate.ts';
import { hasOtherAnswer } from './witness.ts';

/** What Z3 found: proven, refuted, neither of both, or not found within its limit. */
export type Answer = 'yes' | 'no' | 'open' | 'gave up';

export interface Oracle {
  /** The answer to a question of the problem; divisors are never 0. The world shows one, Z3 whether there is another. */
  answer(problem: Problem, question: Comparing): Promise<Answer>;
  /** Whether the formula holds for all values of symbols within their ranges. */
  proves(ranges: readonly Range[], formula: Formula): Promise<boolean>;
  /** Ends the threads of Z3. */
  close(): Promise<void>;
}

/** Counted steps of Z3 rather than time, so that every machine finds the same. */
const STEPS = 25_000;
/** Some of its steps never end: a backstop for a question among many, in milliseconds. */
const TIMEOUT = 3_000;
/** A law has to be proved, also on a machine that does other things. */
const PROOF_TIMEOUT = 120_000;

export async function startOracle(steps = STEPS): Promise<Oracle> {
  const { Context, em } = await init();
  // The threads of Z3 do not keep the process alive while an answer is awaited.
  const alive = setInterval(() => undefined, 1_000);
  const z3 = Context('main');
  const inZ3 = translator(z3);

  async function check(formulas: readonly Bool<'main'>[], timeout = TIMEOUT): Promise<string> {
    const solver = new z3.Solver();
    solver.set('rlimit', steps);
    solver.set('timeout', timeout);
    solver.add(...formulas);
    const result = await solver.check();
    solver.release();
    return result;
  }

  return {
    async answer(problem, question) {
      if (hasOtherAnswer(problem, question)) return 'open';
      const isTrue = truthOf(question, problem.world);
      const holds = inZ3.formula(question);
      const other = isTrue ? z3.Not(holds) : holds;
      const result = await check([...premisesOf(inZ3, problem), ...definedness(inZ3, question), other]);
      if (result === 'unsat') return isTrue ? 'yes' : 'no';
      return result === 'sat' ? 'open' : 'gave up';
    },
    async proves(ranges, formula) {
      const premises = premisesOf(inZ3, { ranges, facts: [] });
      const refuted = [...premises, ...definedness(inZ3, formula), z3.Not(inZ3.formula(formula))];
      return (await check(refuted, PROOF_TIMEOUT)) === 'unsat';
    },
    close() {
      clearInterval(alive);
      return killThreads(em);
    },
  };
}

function premisesOf(inZ3: Translator, { ranges, facts }: Pick<Problem, 'ranges' | 'facts'>): readonly Bool<'main'>[] {
  const bounds = ranges.flatMap(({ name, min, max }) => {
    const symbol = inZ3.symbol(name);
    return [...(min === null ? [] : [symbol.ge(min)]), ...(max === null ? [] : [symbol.le(max)])];
  });
  return [...bounds, ...facts.flatMap((fact) => [...definedness(inZ3, fact), inZ3.formula(fact)])];
}

function definedness(inZ3: Translator, formula: Formula): readonly Bool<'main'>[] {
  return sidesOf(formula)
    .flatMap(divisorsOf)
    .filter(({ kind }) => kind !== 'number')
    .map((divisor) => inZ3.size(divisor).neq(0));
}
