/** Where the documentation of each kind of finding stands on the web. */
import type { Code } from '../server/analysis/report.ts';

/** The README's page; every code has a heading of its name there. */
export const DOCUMENTATION_URL = 'https://github.com/shapewise/shapewise/blob/main/README.md';

export function documentationOf(code: Code): string {
  return `${DOCUMENTATION_URL}#${code}`;
}
