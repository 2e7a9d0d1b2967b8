/** The algebra held against Z3: what it answers, how often, and where it is wrong. */
import { Facts } from '../../../server/symbolic/facts.ts';
import type { Comparing } from '../../../server/symbolic/grammar/syntax.ts';
import { formulaCondition, type Meaning } from '../../../server/symbolic/grammar.ts';
import { fromSymbol } from '../../../server/symbolic/size.ts';
import { makeSymbol } from '../../../server/symbolic/symbol.ts';
import type { Verdict } from '../../../server/symbolic/verdict.ts';
import { isLinearQuestion, type Problem, randomProblem } from './problem.ts';
import { textOf } from './terms.ts';
import type { Answer, Oracle } from './z3.ts';

/** How many of the questions that Z3 decides the algebra decides, among the problems that are asked in full. */
export interface Share {
  decided: number;
  of: number;
}

export interface Judgement {
  questions: number;
  /** Verdicts that Z3 refutes, each as a text that shows the problem. */
  readonly wrong: string[];
  /** Questions that Z3 decides and the algebra leaves open. */
  readonly missed: string[];
  /** Questions that Z3 was asked and found nothing out about. */
  gaveUp: number;
  readonly linear: Share;
  readonly all: Share;
}

export interface Extent {
  readonly questions: number;
  /**
   * One of so many problems is asked in full, to see how much is decided; of the others Z3 is asked only what the
   * algebra answers, to see whether it is right. What the algebra leaves open is what Z3 needs most of its time for.
   */
  readonly fullEvery: number;
}

/** Problems until there are that many questions. */
export async function judge(
  oracle: Oracle,
  random: () => number,
  { questions, fullEvery }: Extent,
  report: (soFar: Judgement) => void = () => undefined,
): Promise<Judgement> {
  const judgement: Judgement = {
    questions: 0,
    wrong: [],
    missed: [],
    gaveUp: 0,
    linear: { decided: 0, of: 0 },
    all: { decided: 0, of: 0 },
  };
  for (let count = 0; judgement.questions < questions; count++) {
    const problem = randomProblem(random);
    const verdicts = verdictsOn(problem);
    const isFull = count % fullEvery === 0;
    for (const [index, question] of problem.questions.entries()) {
      const verdict = verdicts[index] as Verdict;
      judgement.questions++;
      if (!isFull && verdict === 'unknown') continue;
      const answer = await oracle.answer(problem, question);
      enter(judgement, problem, question, verdict, answer);
      if (isFull) share(judgement, problem, question, verdict, answer);
    }
    report(judgement);
  }
  return judgement;
}

function enter(judgement: Judgement, problem: Problem, question: Comparing, verdict: Verdict, answer: Answer): void {
  if (answer === 'gave up') judgement.gaveUp++;
  else if (verdict !== 'unknown' && verdict !== answer) {
    judgement.wrong.push(textOfCase(problem, question, verdict, answer));
  }
}

function share(judgement: Judgement, problem: Problem, question: Comparing, verdict: Verdict, answer: Answer): void {
  if (answer === 'gave up' || answer === 'open') return;
  const shares = isLinearQuestion(problem, question) ? [judgement.all, judgement.linear] : [judgement.all];
  for (const one of shares) {
    one.of++;
    if (verdict !== 'unknown') one.decided++;
  }
  if (verdict === 'unknown') judgement.missed.push(textOfCase(problem, question, verdict, answer));
}

function textOfCase(problem: Problem, question: Comparing, verdict: Verdict, answer: Answer): string {
  return `${problemText(problem)} |- ${textOf(question)}: ${verdict}, Z3: ${answer}`;
}

function problemText({ ranges, facts }: Problem): string {
  const bounds = ranges.map(({ name, min, max }) => `${min ?? ''}..${name}..${max ?? ''}`);
  return [...bounds, ...facts.map(textOf)].join(', ');
}

function verdictsOn({ ranges, facts, questions }: Problem): readonly Verdict[] {
  const symbols = new Map(
    ranges.map((range) => [range.name, fromSymbol(makeSymbol({ origin: range.name, ...range }))]),
  );
  const meaning: Meaning = {
    sizeOf(name) {
      const size = symbols.get(name);
      if (size === undefined) throw new Error(`no symbol ${name}`);
      return size;
    },
    conditionOf(name) {
      throw new Error(`no boolean ${name}`);
    },
  };
  const known = facts.reduce((all, fact) => all.assume(formulaCondition(fact, meaning)), Facts.none);
  return questions.map((question) => known.decide(formulaCondition(question, meaning)));
}
