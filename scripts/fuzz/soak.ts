/** A long session: edits of a few documents, as somebody types them, and the memory that is in use meanwhile. */
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { createAnalyzer } from '../../server/analysis/analyzer.ts';
import { createAttempt } from '../../server/attempt.ts';
import { createProjects } from '../../server/projects.ts';
import { seededRandom } from '../random.ts';
import { mutated } from './mutate.ts';

export interface Soak {
  readonly edits: number;
  /** Bytes in use after the warm-up and at the end, and what the end is over the beginning, less one. */
  readonly before: number;
  readonly after: number;
  readonly growth: number;
  readonly failures: number;
}

/** The share of the edits after which memory is first looked at. */
const WARM_UP = 0.1;

/** @param programs the documents, by path */
export function soak(programs: ReadonlyMap<string, string>, folder: string, edits: number, seed: number): Soak {
  const random = seededRandom(seed);
  let failures = 0;
  const note = () => {
    failures++;
  };
  const projects = createProjects(createAnalyzer, createAttempt({ log: note, warn: note }));
  projects.setFolders([folder]);
  const paths = [...programs.keys()];
  const looks: number[] = [];
  for (let edit = 0; edit < edits; edit++) {
    if (edit % Math.max(1, Math.floor(edits / 20)) === 0) looks.push(memoryInUse());
    const path = paths[Math.floor(random() * paths.length)] ?? '';
    // Most edits come from a text that can be read, as what a person types does in the end.
    const text = programs.get(path) ?? '';
    projects.update(path, random() < 0.2 ? text : mutated(text, random));
    projects.analyze(path);
    projects.explain(path, Math.floor(random() * text.length));
    if (random() < 0.01) projects.close(path);
  }
  looks.push(memoryInUse());
  // The least of several looks: what is kept for a while, such as a program of the type checker, comes and goes.
  const warm = Math.ceil(looks.length * WARM_UP);
  const before = Math.min(...looks.slice(warm, warm + 5));
  const after = Math.min(...looks.slice(-5));
  return { edits, before, after, growth: after / before - 1, failures };
}

let collect: (() => void) | null = null;

function memoryInUse(): number {
  if (collect === null) {
    setFlagsFromString('--expose-gc');
    collect = runInNewContext('gc') as () => void;
  }
  collect();
  collect();
  return process.memoryUsage().heapUsed;
}
