/** What contracts state of sizes, as conditions beside the guards. */
import type { FunctionReport } from '../../server/analysis/report.ts';

/** What the comment above a function states about its sizes, beside what its guards say. */
export function withContract(program: FunctionReport, text: string): FunctionReport {
  const comment = /\/\*\*(?:(?!\*\/)[\s\S])*\*\/\s*$/.exec(text.slice(0, program.start))?.[0] ?? '';
  const known = new Set(program.symbols.map(({ name }) => name));
  const where = (/@where (.*)/.exec(comment)?.[1]?.split(', ') ?? []).filter((expr) =>
    (expr.match(/[A-Za-z_]\w*/g) ?? []).every((name) => known.has(name)),
  );
  const stated = where.map((expr) => ({ ...NO_GUARD, text: expr, expr }));
  return { ...program, guards: [...stated, ...program.guards] };
}

/** Callers that break a contract are on their own. */
const NO_GUARD = {
  kind: 'assumes',
  specialization: false,
  reason: 'contract',
  under: [],
  start: 0,
  end: 0,
  line: 1,
  column: 1,
} as const;
