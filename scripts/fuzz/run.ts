/** Analyses inputs one after the other, and asks all that an editor may ask about each. */
import { type Analyzer, createAnalyzer } from '../../server/analysis/analyzer.ts';
import { FAILED, type FileAnalysis } from '../../server/analysis/report.ts';
import { rootsOf } from '../../server/discovery/roots.ts';
import { openWorkspace, type Workspace } from '../../server/workspace.ts';
import { DEFAULT_SETTINGS } from '../../shared/settings.ts';
import { seededRandom } from '../random.ts';
import { bodiesRun } from './bodies.ts';
import { GIANTS } from './giants.ts';
import { type Input, inputOf } from './inputs.ts';

/** What came of one input. */
export interface Outcome {
  readonly input: string;
  /** Of the processor, so that other programs do not count. */
  readonly milliseconds: number;
  readonly isOverBudget: boolean;
  /** How the analysis failed; `null` where it did not. */
  readonly failure: string | null;
}

export interface Fuzzer {
  run(seed: number): Outcome;
  /** One of the large programs, by its place. */
  runGiant(index: number): Outcome;
}

/** An analyzer holds the types of all that was analysed: now and then it starts anew, as after a change of settings. */
const PER_WORKSPACE = 300;

/** @param folders those of the programs that are mutated */
export function createFuzzer(folders: readonly string[]): Fuzzer {
  let workspace = openWorkspace(folders);
  let analyzer = createAnalyzer(workspace, DEFAULT_SETTINGS);
  let inputs = 0;
  const folder = `${folders[0] ?? ''}/fuzz`;
  const judge = (input: Input, seed: number) => {
    inputs++;
    if (inputs % PER_WORKSPACE === 0) {
      workspace = openWorkspace(folders);
      analyzer = createAnalyzer(workspace, DEFAULT_SETTINGS);
    }
    return outcomeOf(workspace, analyzer, input, seed);
  };
  return {
    run: (seed) => judge(inputOf(workspace, folder, seed), seed),
    runGiant(index) {
      const [name, make, language = 'js'] = GIANTS[index] ?? ['nothing', () => ''];
      return judge({ name, files: new Map([[`${folder}/giant.${language}`, make()]]) }, index);
    },
  };
}

function outcomeOf(workspace: Workspace, analyzer: Analyzer, { name, files }: Input, seed: number): Outcome {
  const before = process.cpuUsage();
  let failure: string | null = null;
  const [path = ''] = files.keys();
  try {
    for (const [file, text] of files) workspace.setOverlay(file, text);
    const analysis = analyzer.analyze(path);
    failure = failureOf(analysis);
    inquire(analyzer, analysis, files.get(path)?.length ?? 0, seed);
  } catch (error) {
    failure = error instanceof Error ? (error.stack ?? error.message) : String(error);
  }
  const { user, system } = process.cpuUsage(before);
  const milliseconds = Math.round((user + system) / 1000);
  const runs = failure === null ? runsOf(workspace, path) : 0;
  for (const file of files.keys()) workspace.clearOverlay(file);
  const characters = [...files.values()].reduce((sum, text) => sum + text.length, 0);
  return { input: name, milliseconds, isOverBudget: milliseconds > 1.5 * budgetOf(runs, characters), failure };
}

/** What TypeScript takes to make a type checker of a large program, and to read what it imports. */
const TYPE_CHECKER = 1_500;

/** Milliseconds: 40,000 steps take two seconds at most, a text is read once or twice, types once. */
function budgetOf(runs: number, characters: number): number {
  return 2_000 * (runs + 1) + TYPE_CHECKER + characters / 50;
}

/** What has a budget of steps of its own: functions, also those of which nothing is told, and bodies of modules. */
function runsOf(workspace: Workspace, path: string): number {
  const file = workspace.sourceFile(path);
  return (file === null ? 0 : rootsOf(file).length) + bodiesRun(workspace, path);
}

/** A function that failed before it met a tensor is no report: only the finding where it stopped tells it. */
function failureOf({ failure, functions, diagnostics }: FileAnalysis): string | null {
  const told = [...functions.map(({ why }) => why), ...diagnostics.map(({ message }) => message)];
  return failure ?? told.find((one) => one?.includes(FAILED)) ?? null;
}

/** Asks what an editor asks when the cursor stands somewhere; fixes and rewriting, which cost most, now and then. */
function inquire(analyzer: Analyzer, { path, diagnostics }: FileAnalysis, length: number, seed: number): void {
  const random = seededRandom(seed ^ 0x5eed);
  const offset = Math.floor(random() * (length + 1));
  analyzer.explain(path, offset);
  analyzer.describeCall(path, offset);
  analyzer.outline(path);
  const finding = diagnostics[Math.floor(random() * diagnostics.length)];
  if (finding !== undefined && random() < 0.1) analyzer.fixes(path, finding);
  if (random() < 0.02) analyzer.rewrite(path, { kind: 'contracts' });
}
