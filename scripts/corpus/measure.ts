/** Analyses one program of the corpus and counts what came out. */
import { join } from 'node:path';
import { createAnalyzer } from '../../server/analysis/analyzer.ts';
import type { DiagnosticReport, FileAnalysis, TensorReport } from '../../server/analysis/report.ts';
import { tensorCalls } from '../../server/cli/count-tensors.ts';
import { relativePath } from '../../server/workspace/paths.ts';
import { openWorkspace } from '../../server/workspace.ts';
import { DEFAULT_SETTINGS } from '../../shared/settings.ts';
import { CORPUS_CONFIG } from './install.ts';
import { type CorpusProgram, isMeasured } from './programs.ts';

export interface MeasuredCall extends TensorReport {
  /** Relative to the folder of the packages. */
  readonly path: string;
  readonly isTypeScript: boolean;
}

export interface MeasuredFinding {
  readonly path: string;
  readonly finding: DiagnosticReport;
  /** The line of code it stands on. */
  readonly code: string;
}

export interface Measurement {
  readonly name: string;
  readonly files: number;
  readonly functions: number;
  readonly calls: readonly MeasuredCall[];
  readonly findings: readonly MeasuredFinding[];
  /** Failures of the analysis itself, with the place in it. */
  readonly exceptions: readonly string[];
  readonly seconds: number;
}

/** @param choose which of the program's files to analyse */
export function measure(program: CorpusProgram, packages: string, choose: (path: string) => boolean): Measurement {
  const start = performance.now();
  const folder = join(packages, program.name);
  const tsconfig = program.hasConfig ? undefined : CORPUS_CONFIG;
  const workspace = openWorkspace(
    program.paths.map((path) => join(folder, path)),
    { tsconfig },
  );
  const analyzer = createAnalyzer(workspace, { ...DEFAULT_SETTINGS, libraries: program.libraries });
  const files: FileAnalysis[] = [];
  const exceptions: string[] = [];
  for (const path of workspace.sources.filter((source) => isMeasured(source) && choose(source))) {
    try {
      files.push(analyzer.analyze(path));
    } catch (error) {
      exceptions.push(`${relativePath(path, packages)}: ${describe(error)}`);
    }
  }
  const codeAt = (path: string, line: number): string =>
    (workspace.text(path) ?? '').split('\n')[line - 1]?.trim() ?? '';
  return {
    name: program.name,
    files: files.length + exceptions.length,
    functions: files.reduce((sum, file) => sum + file.functions.length, 0),
    calls: files.flatMap((file) => measuredCalls(file, packages)),
    findings: files.flatMap(({ path, diagnostics }) =>
      diagnostics.map((finding) => ({ path: relativePath(path, packages), finding, code: codeAt(path, finding.line) })),
    ),
    exceptions,
    seconds: (performance.now() - start) / 1000,
  };
}

function measuredCalls(file: FileAnalysis, packages: string): MeasuredCall[] {
  const path = relativePath(file.path, packages);
  const isTypeScript = /\.[mc]?tsx?$/.test(path);
  return tensorCalls(file).map((call) => ({ ...call, path, isTypeScript }));
}

/** The message and the innermost place. */
function describe(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const place = error.stack?.split('\n').find((line) => line.trimStart().startsWith('at '));
  return `${error.message.split('\n')[0]} ${place?.trim() ?? ''}`;
}
