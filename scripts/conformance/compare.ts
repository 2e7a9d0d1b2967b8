/** Holds the analysis of a test against what was seen when it ran. */
import { createAnalyzer } from '../../server/analysis/analyzer.ts';
import type { DiagnosticReport, TensorReport } from '../../server/analysis/report.ts';
import { openWorkspace } from '../../server/workspace.ts';
import { DEFAULT_SETTINGS } from '../../shared/settings.ts';
import type { Observation, Observations } from './recorder.ts';

export interface Comparison {
  /** Expressions that gave tensors. */
  expectations: number;
  exact: number;
  unknown: number;
  wrong: number;
  /** Expressions that threw about shapes where a test expected it. */
  throws: number;
  flagged: number;
  falseErrors: number;
  /** What is wrong, each as a text. */
  readonly details: string[];
  /** Throws that were not flagged, and tensors that are not exact. */
  readonly missed: string[];
}

export function noComparison(): Comparison {
  return {
    expectations: 0,
    exact: 0,
    unknown: 0,
    wrong: 0,
    throws: 0,
    flagged: 0,
    falseErrors: 0,
    details: [],
    missed: [],
  };
}

/** How the tests import the library, by their depth. */
const IMPORTS = [
  './index',
  '../index',
  '../../index',
  '../../../index',
  './ops',
  './ops/ops',
  '../ops',
  '../ops/ops',
  '../../ops/ops',
];
const LIBRARIES = Object.fromEntries(IMPORTS.map((name) => [name, 'tfjs']));

interface Site {
  readonly start: number;
  readonly end: number;
  readonly seen: Observation;
}

/**
 * @param path the test, in a folder that is the user's as far as the analysis knows
 * @param file how the observations call it
 */
export function compare(path: string, file: string, observations: Observations): Comparison {
  const workspace = openWorkspace([path]);
  const analysis = createAnalyzer(workspace, { ...DEFAULT_SETTINGS, libraries: LIBRARIES }).analyze(path);
  const text = workspace.text(path) ?? '';
  const result = noComparison();
  const sites = sitesOf(file, observations);
  const told = (site: { readonly start: number; readonly end: number }) =>
    `${file}:${text.slice(0, site.start).split('\n').length} ${text.slice(site.start, Math.min(site.end, site.start + 120)).replace(/\s+/g, ' ')}`;
  const errors = analysis.diagnostics.filter(({ severity }) => severity === 'error');
  const tensors = new Map(analysis.tensors.map((tensor) => [`${tensor.start}-${tensor.end}`, tensor]));
  for (const site of sites) compareShapes(result, site, tensors.get(`${site.start}-${site.end}`), told(site));
  for (const site of sites.filter(({ seen }) => seen.threw !== null && isAboutShapes(seen.threw))) {
    result.throws++;
    if (errors.some((error) => isWithin(error, site) || isWithin(site, error))) result.flagged++;
    else result.missed.push(`not flagged: ${told(site)}: ${site.seen.threw}`);
  }
  for (const error of errors.filter((one) => isFalse(one, sites, text))) {
    result.falseErrors++;
    result.details.push(`false error: ${told(error)}: ${error.message}`);
  }
  return result;
}

function sitesOf(file: string, observations: Observations): readonly Site[] {
  return Object.entries(observations).flatMap(([id, seen]) => {
    if (!id.startsWith(`${file}:`)) return [];
    const [start = 0, end = 0] = id
      .slice(file.length + 1)
      .split('-')
      .map(Number);
    return [{ start, end, seen }];
  });
}

function compareShapes(result: Comparison, { seen }: Site, tensor: TensorReport | undefined, told: string): void {
  if (seen.shapes.length === 0) return;
  result.expectations++;
  const shapes = tensor?.shape ? [tensor.shape, ...tensor.alternatives.map(({ shape }) => shape)] : [];
  const real = seen.shapes.map((one) => ({
    sizes: JSON.parse(one.slice(0, one.lastIndexOf(']') + 1)) as number[],
    dtype: one.slice(one.lastIndexOf(']') + 1),
  }));
  const isWrong =
    (shapes.length > 0 && real.some(({ sizes }) => !shapes.some((shape) => admits(shape, sizes)))) ||
    (tensor?.dtype != null && real.some(({ dtype }) => !tensor.dtype?.split(' | ').includes(dtype)));
  const isExact = real.every(({ sizes }) => shapes.some((shape) => shape.join() === sizes.join()));
  if (isWrong) {
    result.wrong++;
    result.details.push(
      `wrong: ${told}: ${shapes.map((shape) => `[${shape.join(', ')}]`).join(' | ')} ${tensor?.dtype}, but ${seen.shapes.join(' | ')}`,
    );
  } else if (isExact) result.exact++;
  else {
    result.unknown++;
    result.missed.push(
      `not exact: ${told}: ${tensor?.shape ? `[${tensor.shape.join(', ')}]` : 'no shape'} ${tensor?.why ?? ''}`,
    );
  }
}

/** Whether a shape leaves room for sizes: what is no number in it may be any. */
function admits(shape: readonly string[], sizes: readonly number[]): boolean {
  if (shape.some((size) => size.startsWith('...'))) return true;
  return (
    shape.length === sizes.length &&
    shape.every((size, index) => !/^-?\d+$/.test(size) || Number(size) === sizes[index])
  );
}

/** Whether a message is about shapes rather than about types of arguments or the set-up. */
function isAboutShapes(message: string): boolean {
  if (
    /Tensor or TensorLike|must be (a )?(numeric|string|bool|float32|int32|tensor)|dtype|backend|gradient/i.test(message)
  )
    return false;
  return /shape|rank|dimension|\bdims?\b|\bax[ei]s\b|\bsizes?\b|broadcast|divisible|divide|\bD\b|length|range|\b\dD\b/i.test(
    message,
  );
}

interface Spanned {
  readonly start: number;
  readonly end: number;
}

function isWithin(inner: Spanned, outer: Spanned): boolean {
  return outer.start <= inner.start && inner.end <= outer.end;
}

/** An error where what it stands on ran to its end every time. */
function isFalse(error: DiagnosticReport, sites: readonly Site[], text: string): boolean {
  const around = sites.filter((site) => isWithin(error, site) && !isDeferred(text.slice(site.start, error.start)));
  return around.length > 0 && around.every(({ seen }) => seen.begun === seen.finished);
}

/** Whether what follows is the body of a function: it runs at another time than what it is written in. */
function isDeferred(before: string): boolean {
  return /=>|function/.test(before);
}
