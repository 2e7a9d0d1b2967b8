/** One input of the fuzzer: the files that a seed stands for. */
import type { Workspace } from '../../server/workspace.ts';
import { seededRandom } from '../random.ts';
import { hostileProgram } from './hostile.ts';
import { mutated } from './mutate.ts';
import { sliceOf } from './slice.ts';

export interface Input {
  readonly name: string;
  /** Texts by path; the first is analysed. */
  readonly files: ReadonlyMap<string, string>;
}

/** Half of them cuts of programs, a tenth whole programs, the rest hostile ones: most with mutations. */
export function inputOf(workspace: Workspace, folder: string, seed: number): Input {
  const random = seededRandom(seed);
  const kind = random();
  if (kind < 0.4) {
    const isMutated = random() < 0.5;
    const files = [...hostileProgram(random)].map(([name, text]): [string, string] => {
      return [`${folder}/${name}`, isMutated ? mutated(text, random) : text];
    });
    return { name: `hostile, seed ${seed}`, files: new Map(files) };
  }
  const path = workspace.sources[Math.floor(random() * workspace.sources.length)] ?? '';
  const file = workspace.sourceFile(path);
  const name = `${path}, seed ${seed}`;
  if (file === null) return { name, files: new Map([[path, '']]) };
  if (kind < 0.5) return { name, files: new Map([[path, mutated(file.text, random)]]) };
  const extension = /\.[mc]?[jt]sx?$/.exec(path)?.[0] ?? '.js';
  return { name, files: new Map([[`${folder}/cut${extension}`, mutated(sliceOf(file, random), random)]]) };
}
