/** Analyses mutated programs, each in place of the one that it was made from. */
import { createAnalyzer } from '../../server/analysis/analyzer.ts';
import { openWorkspace } from '../../server/workspace.ts';
import { DEFAULT_SETTINGS } from '../../shared/settings.ts';
import { seededRandom } from '../random.ts';
import { mutated } from './mutate.ts';

export interface Fuzzed {
  inputs: number;
  failures: number;
  /** The longest analyses in milliseconds, longest first. */
  readonly slowest: { readonly input: string; readonly milliseconds: number }[];
}

export interface Plan {
  /** Folders or files whose programs are mutated. */
  readonly folders: readonly string[];
  /** One for each input. */
  readonly seeds: readonly number[];
}

const MOST_SLOW = 5;
/** An analyzer holds the types of all that was analysed: now and then it starts anew, as after a change of settings. */
const PER_WORKSPACE = 200;

/** @param report hears of every failure of the analysis, with the seed of its input. */
export function fuzz({ folders, seeds }: Plan, report: (failure: string) => void): Fuzzed {
  const result: Fuzzed = { inputs: 0, failures: 0, slowest: [] };
  let workspace = openWorkspace(folders);
  let analyzer = createAnalyzer(workspace, DEFAULT_SETTINGS);
  for (const seed of seeds) {
    if (result.inputs % PER_WORKSPACE === PER_WORKSPACE - 1) {
      workspace = openWorkspace(folders);
      analyzer = createAnalyzer(workspace, DEFAULT_SETTINGS);
    }
    const next = seededRandom(seed);
    const path = workspace.sources[Math.floor(next() * workspace.sources.length)] ?? '';
    const text = workspace.text(path);
    if (text === null) continue;
    const input = `${path} seed ${seed}`;
    const begin = performance.now();
    try {
      workspace.setOverlay(path, mutated(text, next));
      analyzer.analyze(path);
    } catch (error) {
      result.failures++;
      report(`${input}: ${error instanceof Error ? error.stack : String(error)}`);
    }
    workspace.clearOverlay(path);
    result.inputs++;
    result.slowest.push({ input, milliseconds: Math.round(performance.now() - begin) });
    result.slowest.sort((a, b) => b.milliseconds - a.milliseconds).splice(MOST_SLOW);
  }
  return result;
}
