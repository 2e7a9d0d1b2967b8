/** Programs made ready to run on the real library: every call whose value the analysis takes for a tensor is logged. */
import * as tf from '@tensorflow/tfjs';
import { ts } from 'ts-morph';
import type { FileAnalysis } from '../../../server/analysis/report.ts';

export type Program = (...args: readonly unknown[]) => unknown;

/** A call that ended, by its span in the text, and the shape of its value; `null` where that is no tensor. */
export interface Event {
  readonly start: number;
  readonly end: number;
  readonly shape: readonly number[] | null;
}

export interface Loaded {
  /** The functions that the module exports, by name. */
  readonly exports: Readonly<Record<string, unknown>>;
  /** What has been called since this was last emptied. */
  readonly events: Event[];
}

/** Runs a module's own body; `null` where that throws, as one does that needs a page. */
export function load(text: string, analysis: FileAnalysis): Loaded | null {
  const events: Event[] = [];
  const log = (start: number, end: number, value: unknown): unknown => {
    events.push({ start, end, shape: value instanceof tf.Tensor ? value.shape : null });
    return value;
  };
  const { outputText } = ts.transpileModule(instrumented(text, analysis), {
    compilerOptions: { target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.CommonJS },
  });
  const exports = {};
  try {
    new Function('exports', 'require', '__log', outputText)(exports, requireLibrary, log);
  } catch {
    return null;
  }
  return { exports, events };
}

function requireLibrary(name: string): unknown {
  if (name === '@tensorflow/tfjs') return tf;
  throw new Error(`there is no module ${name}`);
}

interface Insertion {
  readonly at: number;
  readonly text: string;
  /** At one place, what closes comes before what opens, the inner before the outer. */
  readonly order: number;
}

function instrumented(text: string, { tensors }: FileAnalysis): string {
  const calls = tensors.filter(
    ({ node, start, end }) => node === 'CallExpression' && !text.slice(start, end).includes('?.'),
  );
  const insertions = calls.flatMap(({ start, end }): Insertion[] => [
    { at: start, text: `__log(${start}, ${end}, `, order: text.length - end },
    { at: end, text: ')', order: -start - text.length },
  ]);
  insertions.sort((a, b) => a.at - b.at || a.order - b.order);
  let result = '';
  let from = 0;
  for (const insertion of insertions) {
    result += text.slice(from, insertion.at) + insertion.text;
    from = insertion.at;
  }
  return result + text.slice(from);
}
