/** Analyses the files that a command names, with what goes wrong on the way told to the user. */
import pc from 'picocolors';
import { parseSettings, problemsOfFile } from '../../shared/parse-settings.ts';
import type { Settings } from '../../shared/settings.ts';
import type { Analyzer } from '../analysis/analyzer.ts';
import type { FileAnalysis } from '../analysis/report.ts';
import { isWithin, relativePath, toPath } from '../workspace/paths.ts';
import { readSettingsFile } from '../workspace/settingsFile.ts';
import { openWorkspace, type Workspace, WorkspaceError } from '../workspace.ts';
import { startProgress } from './progress.ts';
import type { CommandOptions, Environment } from './run-cli.ts';

/** What a command prints from. */
export interface Run {
  readonly workspace: Workspace;
  readonly analyzer: Analyzer;
  /** In the order of their paths. */
  readonly files: readonly FileAnalysis[];
  /** Files on which the analysis itself failed, by a mistake in it. */
  readonly failures: readonly string[];
  readonly milliseconds: number;
}

/** @throws WorkspaceError where there is nothing to analyse. */
export async function analyzePaths(
  paths: readonly string[],
  options: CommandOptions,
  environment: Environment,
): Promise<Run> {
  const start = performance.now();
  const workspace = openWorkspace(paths, { tsconfig: options.tsconfig });
  const sources = readableSources(paths, workspace, environment);
  const analyzer = environment.createAnalyzer(workspace, settingsFor(options, environment));
  const files: FileAnalysis[] = [];
  const failures: string[] = [];
  const progress = startProgress(sources.length);
  for (const path of sources) {
    await progress.next(relativePath(path));
    try {
      files.push(analyzer.analyze(path));
    } catch (error) {
      failures.push(`${relativePath(path)}: the analysis failed: ${error instanceof Error ? error.message : error}`);
    }
  }
  progress.stop();
  for (const problem of workspace.problems) warn(environment, problem);
  for (const failure of failures) environment.complain(`${pc.red('error')} ${failure}\n`);
  return { workspace, analyzer, files, failures, milliseconds: Math.round(performance.now() - start) };
}

/** Those of the project in the current folder, and the options over them. */
function settingsFor({ library }: CommandOptions, environment: Environment): Settings {
  const file = readSettingsFile(process.cwd());
  for (const problem of problemsOfFile(file)) warn(environment, problem);
  const { settings } = parseSettings(file.value);
  return { ...settings, libraries: { ...settings.libraries, ...library } };
}

function readableSources(paths: readonly string[], workspace: Workspace, environment: Environment): string[] {
  for (const path of paths) {
    const folder = toPath(path);
    if (workspace.sources.some((source) => isWithin(folder, source))) continue;
    throw new WorkspaceError(`${relativePath(folder)}: no TypeScript or JavaScript file there`);
  }
  for (const { path, reason } of workspace.skipped) warn(environment, `${relativePath(path)}/ is left out: ${reason}`);
  const sources = workspace.sources.filter((path) => {
    const reason = workspace.skipReason(path);
    if (reason !== null) warn(environment, `${relativePath(path)} is left out: ${reason}`);
    return reason === null;
  });
  if (sources.length === 0) throw new WorkspaceError('nothing is left to analyse');
  return sources;
}

function warn(environment: Environment, message: string): void {
  environment.complain(`${pc.yellow('warning')} ${message}\n`);
}
