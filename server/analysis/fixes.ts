/** Fixes: candidates are tried on the edited text, and only those that remove the finding are offered. */

import type { Reliance, Told } from './diagnostics.ts';
import type { FixContext } from './fixes/candidate.ts';
import { declareDynamic } from './fixes/declareDynamic.ts';
import { replaceLiterals } from './fixes/replaceLiteral.ts';
import { isVerified } from './fixes/verify.ts';
import type { DiagnosticReport, FixReport } from './report.ts';

/** Every trial costs an analysis of the functions that the edit affects. */
const MOST_TRIALS = 16;
const MOST_FIXES = 4;

export function verifiedFixes(context: FixContext, diagnostic: DiagnosticReport): readonly FixReport[] {
  const reliance = context.told.find(({ report }) => isSame(report, diagnostic))?.reliance ?? null;
  if (reliance === null) return [];
  const fixes: FixReport[] = [];
  /** What is already answered in another way: a literal is replaced by one source only. */
  const answered = new Set<string>();
  let trials = 0;
  for (const candidate of [...declareDynamic(context, reliance), ...literalsOf(context, reliance)]) {
    if (trials >= MOST_TRIALS || fixes.length >= MOST_FIXES) break;
    if (answered.has(candidate.answers)) continue;
    trials += 1;
    if (!isVerified(context, reliance, candidate)) continue;
    answered.add(candidate.answers);
    fixes.push({ title: candidate.title, edits: candidate.edits });
  }
  return fixes;
}

/** Replacements where the relation is needed, and in the functions to which it leads. */
function literalsOf({ traces, ...context }: FixContext, reliance: Reliance) {
  const places = reliance.guard.related.map(({ place }) => place);
  const inner = traces.flatMap((trace) =>
    trace.guards
      .filter(({ place }) =>
        places.some((other) => other.file === place.file && other.start === place.start && other.end === place.end),
      )
      .map((guard): Reliance => ({ guard, trace })),
  );
  return [reliance, ...inner].flatMap((one) => replaceLiterals({ traces, ...context }, one));
}

function isSame(a: Told['report'], b: DiagnosticReport): boolean {
  return a.code === b.code && a.start === b.start && a.end === b.end && a.message === b.message;
}
