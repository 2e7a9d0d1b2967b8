/** The figures of the corpus report that other programs read. */
import type { MeasuredCall, Measurement } from './measure.ts';
import { total } from './print.ts';

/** `tensors` are counts of tensor-valued calls, `known`, `opaque` and `rank` shares of them. */
export function figures(measurements: readonly Measurement[]): Readonly<Record<string, unknown>> {
  const { functions, calls, findings, exceptions, seconds } = total(measurements);
  return {
    programs: measurements.length,
    functions,
    tensors: calls.length,
    known: share(calls, isKnown),
    opaque: share(calls, ({ state }) => state === 'opaque'),
    rank: share(calls, ({ rank }) => rank !== null),
    typescript: language(calls.filter(({ isTypeScript }) => isTypeScript)),
    javascript: language(calls.filter(({ isTypeScript }) => !isTypeScript)),
    errors: findings.filter(({ finding }) => finding.severity === 'error').length,
    exceptions: exceptions.length,
    gaveUp: findings.filter(({ finding }) => finding.code === 'gave-up').length,
    seconds: Math.round(seconds * 10) / 10,
  };
}

function language(calls: readonly MeasuredCall[]): Readonly<Record<string, number>> {
  return { tensors: calls.length, known: share(calls, isKnown) };
}

function isKnown({ state }: MeasuredCall): boolean {
  return state === 'known';
}

function share(calls: readonly MeasuredCall[], has: (call: MeasuredCall) => boolean): number {
  return calls.length === 0 ? 0 : Math.round((10_000 * calls.filter(has).length) / calls.length) / 10_000;
}
