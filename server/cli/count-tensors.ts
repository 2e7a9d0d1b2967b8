/** Counts of tensor-valued calls by what is known of their shapes. */
import type { FileReport, TensorReport, TensorState } from '../analysis/report.ts';

export type Counts = Readonly<Record<TensorState, number>> & { readonly tensors: number };

/** The tensor-valued calls of a file, each once. */
export function tensorCalls(file: FileReport): readonly TensorReport[] {
  const calls = file.tensors.filter(({ node }) => node === 'CallExpression' || node === 'NewExpression');
  return [...new Map(calls.map((call) => [`${call.start}-${call.end}`, call])).values()];
}

export function countTensors(files: readonly FileReport[]): Counts {
  const counts = { tensors: 0, known: 0, opaque: 0, partial: 0, unknown: 0 };
  for (const { state } of files.flatMap(tensorCalls)) {
    counts.tensors += 1;
    counts[state] += 1;
  }
  return counts;
}
