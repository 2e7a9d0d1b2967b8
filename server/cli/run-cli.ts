/** The commands of `shapewise`, their options and exit codes. */
import { Command, CommanderError, Option } from 'commander';
import pc from 'picocolors';
import packageJson from '../../package.json' with { type: 'json' };
import type { createAnalyzer } from '../analysis/analyzer.ts';
import type { Given } from '../analysis/instantiate.ts';
import { WorkspaceError } from '../workspace.ts';
import { analyzePaths, type Run } from './analyze-paths.ts';
import { readSizes } from './given-sizes.ts';
import { instantiateFunction } from './instantiate-function.ts';
import { printFindings } from './print-findings.ts';
import { printInstantiation } from './print-instantiation.ts';
import { printShapes } from './print-shapes.ts';
import { summarize } from './print-summary.ts';
import { toReport } from './to-report.ts';

/** What the commands need from outside. */
export interface Environment {
  readonly createAnalyzer: typeof createAnalyzer;
  /** Writes to the standard output. */
  write(text: string): void;
  /** Writes to the standard error output. */
  complain(text: string): void;
}

export interface CommandOptions {
  readonly format: 'text' | 'json';
  readonly tsconfig?: string;
  readonly library: Readonly<Record<string, string>>;
  readonly hints?: boolean;
  readonly function?: string;
  readonly sizes?: Given;
}

const NOTHING_AT_ERROR_LEVEL = 0;
const ERRORS = 1;
const COULD_NOT_RUN = 2;

/** Runs one command. @returns its exit code: 0, 1 where `check` found errors, 2 where it could not run. */
export async function runCli(args: readonly string[], environment: Environment): Promise<number> {
  let exitCode = NOTHING_AT_ERROR_LEVEL;
  const program = new Command('shapewise')
    .description('Shapes and guards of the tensor programs in TypeScript and JavaScript files.')
    .version(packageJson.version)
    .exitOverride()
    .configureOutput({ writeOut: environment.write, writeErr: environment.complain });

  addCommand(program, 'check', 'print the findings')
    .addOption(HINTS)
    .action(async (paths: string[], options: CommandOptions) => {
      exitCode = await check(paths, options, environment);
    });
  addCommand(program, 'shapes', 'print the source with its shapes and guards')
    .addOption(HINTS)
    .addOption(FUNCTION)
    .addOption(SIZES)
    .action(async (paths: string[], options: CommandOptions) => {
      exitCode = await shapes(paths, options, environment);
    });

  try {
    await program.parseAsync(args, { from: 'user' });
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : COULD_NOT_RUN;
    environment.complain(`${pc.red('error')} ${explain(error)}\n`);
    return COULD_NOT_RUN;
  }
  return exitCode;
}

/** The user's mistakes are one line; ours come with what is needed to find them. */
function explain(error: unknown): string {
  if (error instanceof WorkspaceError) return error.message;
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}

const HINTS = new Option('--hints', 'also print the findings at hint level, such as every guard');

const FUNCTION = new Option('--function <name>', 'only this function');

const SIZES = new Option(
  '--sizes <name=value,...>',
  'put these in for sizes and conditions, such as B=3,x.shape[1]=4,training=true; may be repeated',
).argParser(readSizes);

function addCommand(program: Command, name: string, description: string): Command {
  return program
    .command(name)
    .description(description)
    .argument('<path...>', 'files and folders')
    .addOption(new Option('--format <format>', 'how to print').choices(['text', 'json']).default('text'))
    .option('--tsconfig <file>', 'the configuration of all files, instead of the nearest one above each')
    .addOption(
      new Option('--library <name=library>', 'a module name under which a known library is imported; may be repeated')
        .argParser(addLibrary)
        .default({}, 'none'),
    );
}

function addLibrary(text: string, before: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  const [name, library, ...rest] = text.split('=');
  if (!name || !library || rest.length > 0) throw new WorkspaceError(`--library ${text}: NAME=LIBRARY is expected`);
  return { ...before, [name]: library };
}

async function check(paths: readonly string[], options: CommandOptions, environment: Environment): Promise<number> {
  const run = await analyzePaths(paths, options, environment);
  if (options.format === 'json') printJson(run, environment);
  else environment.write(printFindings(run, options.hints ?? false) + summarize(run));
  if (run.failures.length > 0) return COULD_NOT_RUN;
  const isError = run.files.some((file) => file.diagnostics.some(({ severity }) => severity === 'error'));
  return isError ? ERRORS : NOTHING_AT_ERROR_LEVEL;
}

async function shapes(paths: readonly string[], options: CommandOptions, environment: Environment): Promise<number> {
  const run = await analyzePaths(paths, options, environment);
  if (options.function !== undefined || options.sizes !== undefined) {
    const instantiation = instantiateFunction(run, options.function ?? null, options.sizes ?? {});
    if (options.format === 'json') printJson({ ...run, files: [instantiation] }, environment);
    else environment.write(printInstantiation(instantiation, run.workspace));
  } else if (options.format === 'json') printJson(run, environment);
  else environment.write(printShapes(run) + printFindings(run, options.hints ?? false) + summarize(run));
  return run.failures.length > 0 ? COULD_NOT_RUN : NOTHING_AT_ERROR_LEVEL;
}

function printJson(run: Run, environment: Environment): void {
  environment.write(`${JSON.stringify(toReport(run))}\n`);
}
