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

/** How often a person goes on in another document, and how often undoes what was typed. */
const TURNS = { leave: 0.02, undo: 0.1 };

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
  let path = paths[0] ?? '';
  let text = programs.get(path) ?? '';
  for (let edit = 0; edit < edits; edit++) {
    if (edit % Math.max(1, Math.floor(edits / 20)) === 0) looks.push(memoryInUse());
    // Edit follows upon edit in one text, so that each analysis takes over from the one before.
    if (random() < TURNS.leave) {
      if (random() < 0.5) projects.close(path);
      path = paths[Math.floor(random() * paths.length)] ?? '';
      text = programs.get(path) ?? '';
    } else {
      text = random() < TURNS.undo ? (programs.get(path) ?? '') : mutated(text, random);
    }
    projects.update(path, text);
    const place = Math.floor(random() * text.length);
    projects.firstBindings(path, place, place + 1000);
    projects.analyze(path);
    projects.explain(path, place);
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
