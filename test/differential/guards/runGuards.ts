/** Guards are true: real runs of programs on sizes that their guards admit, and on sizes that they do not. */
import { mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import * as tf from '@tensorflow/tfjs';
import { createAnalyzer } from '../../../server/analysis/analyzer.ts';
import type { FileAnalysis, FunctionReport } from '../../../server/analysis/report.ts';
import { openWorkspace } from '../../../server/workspace.ts';
import { DEFAULT_SETTINGS } from '../../../shared/settings.ts';
import type { World } from '../../analysis/evaluate.ts';
import { analyzerOf, FIXTURES } from '../../analysis/fixtures.ts';
import { type Draw, drawFrom } from '../../analysis/inputs.ts';
import { withContract } from '../../analysis/stated.ts';
import { generateProgram } from './generate/program.ts';
import { argumentsFor, type Input, inputsOf } from './inputs.ts';
import { disagreements, type Run } from './judge.ts';
import { type Loaded, load, type Program } from './load.ts';
import { withSmallArrays } from './smallArrays.ts';
import { drawWorld, isTooLarge } from './worlds.ts';

export interface GuardRuns {
  readonly guardRuns: number;
  readonly guardDisagreements: number;
  /** Programs on which a run disagrees, each with its text and the inputs. */
  readonly details: readonly string[];
}

const RUNS_PER_PROGRAM = 8;
/** Programs that one workspace holds. */
const BATCH = 100;
const PACKAGES = fileURLToPath(new URL('../../../node_modules', import.meta.url));

/** At least `runs` real runs, of the examples, the fixtures and of generated programs; the same for the same seed. */
export async function runGuards({ runs, seed }: { readonly runs: number; readonly seed: number }): Promise<GuardRuns> {
  await tf.setBackend('cpu');
  const draw = drawFrom(seed);
  let guardRuns = 0;
  const details: string[] = [];
  for (const { text, analysis } of writtenPrograms()) {
    const outcome = await runProgram(text, analysis, draw);
    guardRuns += outcome.runs;
    details.push(...outcome.details);
  }
  while (guardRuns < runs) {
    const wanted = Math.min(BATCH, Math.ceil((runs - guardRuns) / RUNS_PER_PROGRAM));
    const texts = Array.from({ length: wanted }, () => generateProgram(draw));
    for (const { text, analysis } of analyzed(texts)) {
      const outcome = await runProgram(text, analysis, draw);
      guardRuns += outcome.runs;
      details.push(...outcome.details);
    }
  }
  return { guardRuns, guardDisagreements: details.length, details };
}

interface Analyzed {
  readonly text: string;
  readonly analysis: FileAnalysis;
}

/** The examples and the fixtures, but for those that import other files. */
function* writtenPrograms(): Generator<Analyzed> {
  const analyzer = analyzerOf(FIXTURES);
  for (const folder of [FIXTURES, join(FIXTURES, 'examples')]) {
    for (const name of readdirSync(folder).filter((one) => /\.[jt]s$/.test(one))) {
      const path = join(folder, name);
      const text = readFileSync(path, 'utf8');
      if (!/from '\./.test(text)) yield { text, analysis: analyzer.analyze(path) };
    }
  }
}

function* analyzed(texts: readonly string[]): Generator<Analyzed> {
  const folder = mkdtempSync(join(tmpdir(), 'shapewise-guards-'));
  try {
    symlinkSync(PACKAGES, join(folder, 'node_modules'));
    const paths = texts.map((_, index) => join(folder, `program${index}.ts`));
    for (const [index, path] of paths.entries()) writeFileSync(path, texts[index] ?? '');
    const analyzer = createAnalyzer(openWorkspace([folder]), DEFAULT_SETTINGS);
    for (const [index, path] of paths.entries()) yield { text: texts[index] ?? '', analysis: analyzer.analyze(path) };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

interface Outcome {
  readonly runs: number;
  readonly details: readonly string[];
}

/** Several runs of each function that the program exports, up to the first that disagrees. */
async function runProgram(text: string, analysis: FileAnalysis, draw: Draw): Promise<Outcome> {
  const loaded = load(text, analysis);
  if (loaded === null) return { runs: 0, details: [] };
  let runs = 0;
  const details: string[] = [];
  for (const program of analysis.functions) {
    const run = loaded.exports[program.name];
    const inputs = inputsOf(program, analysis, text);
    if (typeof run !== 'function' || inputs === null || inputs.length === 0) continue;
    const known = withContract(program, text);
    const outcome = await runFunction({ text, analysis, program: known, inputs, loaded, run: run as Program }, draw);
    runs += outcome.runs;
    details.push(...outcome.details);
  }
  return { runs, details };
}

interface Subject extends Analyzed {
  readonly program: FunctionReport;
  readonly inputs: readonly Input[];
  readonly loaded: Loaded;
  readonly run: Program;
}

async function runFunction(subject: Subject, draw: Draw): Promise<Outcome> {
  const { text, analysis, program, inputs } = subject;
  let runs = 0;
  for (let turn = 0; turn < RUNS_PER_PROGRAM; turn++) {
    const world = drawWorld(program, inputs, draw);
    if (isTooLarge(analysis, world)) continue;
    runs += 1;
    tf.engine().startScope();
    const wrong = disagreements(analysis, program, world, await realRun(subject, world));
    tf.engine().endScope();
    if (wrong.length > 0) return { runs, details: [detail(text, program, world, wrong)] };
  }
  return { runs, details: [] };
}

async function realRun({ program, inputs, loaded, run }: Subject, world: World): Promise<Run> {
  loaded.events.length = 0;
  try {
    const value = await withSmallArrays(() => run(...argumentsFor(program, inputs, world)));
    const shape = value instanceof tf.Tensor ? value.shape : null;
    return { events: [...loaded.events], returned: { shape }, thrown: null };
  } catch (error) {
    return { events: [...loaded.events], returned: null, thrown: error as Error };
  }
}

function detail(
  text: string,
  { name, guards, returns }: FunctionReport,
  world: World,
  wrong: readonly string[],
): string {
  const values = [...world].map(([key, value]) => `${key} = ${value}`).join(', ');
  const told = guards.map(
    ({ line, kind, expr, under }) =>
      `  line ${line} ${kind} ${expr}${under.length === 0 ? '' : ` where ${under.join(' and ')}`}`,
  );
  const results = returns.map(({ shape, under }) => `  returns [${shape?.join(', ')}] where ${under.join(' and ')}`);
  return [`${name} on ${values}`, ...wrong.map((one) => `  ${one}`), 'told:', ...told, ...results, text].join('\n');
}
