/** Analyses of small programs that stand in a test. */
import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { FileAnalysis } from '../../server/analysis/report.ts';
import { analyzerOf } from './fixtures.ts';

const PACKAGES = fileURLToPath(new URL('../../node_modules', import.meta.url));
/** What stands before the text of every program. */
export const PREFIX = "import * as tf from '@tensorflow/tfjs';\n";

/** Analyses each program, a file of its own in one folder, as TypeScript that imports the library as `tf`. */
export function analyzePrograms<Name extends string>(
  programs: Readonly<Record<Name, string>>,
): Record<Name, FileAnalysis> {
  const folder = mkdtempSync(join(tmpdir(), 'shapewise-'));
  try {
    symlinkSync(PACKAGES, join(folder, 'node_modules'));
    const names = Object.keys(programs) as Name[];
    for (const name of names) writeFileSync(join(folder, `${name}.ts`), PREFIX + programs[name]);
    const analyzer = analyzerOf(folder);
    return Object.fromEntries(names.map((name) => [name, analyzer.analyze(join(folder, `${name}.ts`))])) as Record<
      Name,
      FileAnalysis
    >;
  } finally {
    rmSync(folder, { recursive: true });
  }
}
