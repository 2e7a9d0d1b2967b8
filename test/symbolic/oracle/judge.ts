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

/** How many of the questions that Z3 decides the algebra decides. */
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
  /** Questions of which Z3 found nothing out. */
  gaveUp: number;
  readonly linear: Share;
  readonly all: Share;
}

/** Problems until there are that many questions. */
export async function judge(
  oracle: Oracle,
  random: () => number,
  questions: number,
  report: (done: number) => void = () => undefined,
): Promise<Judgement> {
  const judgement: Judgement = {
    questions: 0,
    wrong: [],
    missed: [],
    gaveUp: 0,
    linear: { decided: 0, of: 0 },
    all: { decided: 0, of: 0 },
  };
  while (judgement.questions < questions) {
    const problem = randomProblem(random);
    const verdicts = verdictsOn(problem);
    const answers = await oracle.answers(problem);
    problem.questions.forEach((question, index) => {
      enter(judgement, problem, question, verdicts[index] as Verdict, answers[index] as Answer);
    });
    report(judgement.questions);
  }
  return judgement;
}

function enter(judgement: Judgement, problem: Problem, question: Comparing, verdict: Verdict, answer: Answer): void {
  judgement.questions++;
  if (answer === 'gave up') {
    judgement.gaveUp++;
    return;
  }
  const text = () => `${problemText(problem)} |- ${textOf(question)}: ${verdict}, Z3: ${answer}`;
  if (verdict !== 'unknown' && verdict !== answer) judgement.wrong.push(text());
  if (answer === 'open') return;
  const shares = isLinearQuestion(problem, question) ? [judgement.all, judgement.linear] : [judgement.all];
  for (const share of shares) {
    share.of++;
    if (verdict !== 'unknown') share.decided++;
  }
  if (verdict === 'unknown') judgement.missed.push(text());
}

function problemText({ ranges, facts }: Problem): string {
  const bounds = ranges.map(({ name, min, max }) => `${min ?? ''}..${name}..${max ?? ''}`);
  return [...bounds, ...facts.map(textOf)].join(', ');
}

export function verdictsOn({ ranges, facts, questions }: Problem): readonly Verdict[] {
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
