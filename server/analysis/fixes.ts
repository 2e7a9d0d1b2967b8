/** Fixes: candidates are tried on the edited text, and only those that remove the finding are offered. */

import { samePlace } from '../interpreter/recorder.ts';
import type { Place } from '../symbolic/place.ts';
import { type Reliance, relianceOf } from './diagnostics.ts';
import { acceptGuard } from './fixes/acceptGuard.ts';
import { adaptOperands } from './fixes/adaptOperands.ts';
import type { Candidate, FixContext } from './fixes/candidate.ts';
import { correctComment } from './fixes/correctComment.ts';
import { declareDynamic } from './fixes/declareDynamic.ts';
import { isImproved } from './fixes/improve.ts';
import { modelRepairs } from './fixes/modelRepairs.ts';
import { pinSize } from './fixes/pinSize.ts';
import { replaceLiterals } from './fixes/replaceLiteral.ts';
import { runtimeCheck } from './fixes/runtimeCheck.ts';
import { removeIgnore, silences } from './fixes/silence.ts';
import { isVerified } from './fixes/verify.ts';
import type { DiagnosticReport, FixReport } from './report.ts';

/** Every trial costs an analysis of the functions that the edit affects. */
const MOST_TRIALS = 16;
const MOST_FIXES = 8;

/** The likeliest first; silencing the finding comes last. */
export function verifiedFixes(context: FixContext, diagnostic: DiagnosticReport): readonly FixReport[] {
  return [...answersTo(context, diagnostic, MOST_FIXES), ...silences(context, diagnostic)];
}

/** The fix that is likeliest to be meant; the others are not tried. */
export function likeliestFix(context: FixContext, diagnostic: DiagnosticReport): FixReport | null {
  return answersTo(context, diagnostic, 1)[0] ?? null;
}

function answersTo(context: FixContext, diagnostic: DiagnosticReport, most: number): readonly FixReport[] {
  const reliance = relianceOf(context.parts, diagnostic);
  const answers = reliance === null ? [] : relianceFixes(context, reliance, most);
  if (answers.length >= most) return answers;
  return [
    ...answers,
    ...improvements(context, diagnostic, most, [
      ...correctComment(context, diagnostic),
      ...removeIgnore(context, diagnostic),
      ...(diagnostic.code === 'shape-mismatch' ? adapted(context, diagnostic) : []),
    ]),
  ];
}

/** Changes of operands, and of models. */
function adapted(context: FixContext, diagnostic: DiagnosticReport): readonly FixReport[] {
  return [...adaptOperands(context, diagnostic), ...modelRepairs(context, diagnostic)];
}

/** Of the edits those after which the file has the finding no longer, and no new error. */
function improvements(
  context: FixContext,
  finding: DiagnosticReport,
  most: number,
  fixes: readonly FixReport[],
): readonly FixReport[] {
  const improving: FixReport[] = [];
  for (const fix of fixes.slice(0, MOST_TRIALS)) {
    if (improving.length >= most || context.effort.left <= 0) break;
    if (isImproved(context, finding, fix.edits)) improving.push(fix);
  }
  return improving;
}

function relianceFixes(context: FixContext, reliance: Reliance, most: number): readonly FixReport[] {
  const fixes: FixReport[] = [];
  /** What is already answered in another way: a literal is replaced by one source only. */
  const answered = new Set<string>();
  let trials = 0;
  for (const candidate of candidatesFor(context, reliance)) {
    if (trials >= MOST_TRIALS || fixes.length >= most || context.effort.left <= 0) break;
    if (answered.has(candidate.answers)) continue;
    trials += 1;
    if (!isVerified(context, reliance, candidate)) continue;
    answered.add(candidate.answers);
    fixes.push({ title: candidate.title, edits: candidate.edits });
  }
  return fixes;
}

function candidatesFor(context: FixContext, reliance: Reliance): readonly Candidate[] {
  return [
    ...declareDynamic(context, reliance),
    ...literalsOf(context, reliance),
    ...pinSize(context, reliance),
    ...acceptGuard(context, reliance),
    ...runtimeCheck(context, reliance),
  ];
}

/** Replacements where the relation is needed, and in the functions to which it leads. */
function literalsOf(context: FixContext, reliance: Reliance) {
  const places = reliance.guard.related.map(({ place }) => place);
  const isThere = (place: Place) => places.some((other) => samePlace(other, place));
  const inner = context.parts
    .filter(({ report }) => report.findings.some(({ finding }) => isThere(finding.place)))
    .flatMap((part): Reliance[] => {
      const trace = part.trace();
      return trace.guards.filter(({ place }) => isThere(place)).map((guard) => ({ guard, trace }));
    });
  return [reliance, ...inner].flatMap((one) => replaceLiterals(context, one));
}
