/** A real run held against what the analysis says of its sizes. */
import type { FileAnalysis, FunctionReport, GuardReport, Span, TensorReport } from '../../../server/analysis/report.ts';
import { MOST_OBSERVATIONS } from '../../../server/interpreter/recorder.ts';
import { evaluateText, NotEvaluable, type World } from '../../analysis/evaluate.ts';
import { OWN_ERROR } from './generate/statements.ts';
import type { Event } from './load.ts';
import { TOO_LARGE } from './smallArrays.ts';
import { applies, truthOf } from './worlds.ts';

export interface Run {
  readonly events: readonly Event[];
  /** What was returned: a shape, or `null` for what is no tensor. */
  readonly returned: { readonly shape: readonly number[] | null } | null;
  readonly thrown: Error | null;
}

/** What the first guard that does not hold makes of a run. */
interface Stop {
  readonly guard: GuardReport;
  /** `throws`: the run does not end well. `elsewhere`: nothing is said of what follows. */
  readonly means: 'throws' | 'elsewhere';
}

/** What the run does that the analysis says it does not, one sentence each. */
export function disagreements(
  analysis: FileAnalysis,
  program: FunctionReport,
  world: World,
  run: Run,
): readonly string[] {
  const stop = firstStop(program, world);
  const own = run.events.filter(({ start, end }) => start >= program.start && end <= program.end);
  // The library makes negative sizes where it does not look; what follows means nothing.
  if (
    [...run.events, run.returned].some(
      (one) => one?.shape?.some((size) => !(size >= 0 && Number.isInteger(size))) ?? false,
    )
  )
    return [];
  // What is assumed of sizes that are not known cannot be told.
  const places = [...(stop === null ? [] : [stop.guard]), ...program.untold];
  const events = places.reduce<readonly Event[]>((known, place) => eventsBefore(place, known), own);
  // What several turns of a loop have in common, and sizes beside dimensions of unknown number, may rest on what only
  // comes later.
  const isOfLater = (event: Event) =>
    own.filter((one) => isAt(one, event)).length > 1 ||
    (reportOf(analysis, event)?.shape?.some((size) => size.startsWith('...')) ?? false);
  const told = stop === null ? events : events.filter((event) => !isOfLater(event));
  return [
    ...told.flatMap((event) => wrongShape(analysis, event, world)),
    ...falseErrors(analysis, program, { ...run, events }),
    ...wrongEnd(analysis, program, world, run, stop),
  ];
}

function isAt(a: Event, b: Event): boolean {
  return a.start === b.start && a.end === b.end;
}

function reportOf({ tensors }: FileAnalysis, { start, end }: Event): TensorReport | null {
  return tensors.find((one) => one.node === 'CallExpression' && one.start === start && one.end === end) ?? null;
}

/** The first guard, in the order of the program, that applies and does not hold, or of which that cannot be said. */
function firstStop({ guards }: FunctionReport, world: World): Stop | null {
  for (const guard of guards) {
    const isReached = applies(guard, world);
    const holds = truthOf(guard.expr, world);
    if (isReached === false || holds === true) continue;
    const isSure = isReached === true && holds === false;
    return { guard, means: isSure && guard.kind === 'requires' ? 'throws' : 'elsewhere' };
  }
  return null;
}

/** What ended before the guard's expression began, or anything behind it in the text. */
function eventsBefore({ start }: Pick<Span, 'start'>, events: readonly Event[]): readonly Event[] {
  const index = events.findIndex((event) => event.end > start);
  return index < 0 ? events : events.slice(0, index);
}

function wrongShape(analysis: FileAnalysis, event: Event, world: World): readonly string[] {
  const report = reportOf(analysis, event);
  if (report === null || event.shape === null) return [];
  const told = shapesTold(report, world);
  if (told === null || told.some((shape) => fits(shape, event.shape ?? [], world))) return [];
  const texts = told.map((shape) => `[${shape.join(', ')}]`).join(' | ');
  return [`line ${report.line}: told ${texts}, is [${event.shape.join(', ')}]`];
}

/** The shapes that an expression may have in a world; `null` where nothing is told. */
function shapesTold({ shape, alternatives, state }: TensorReport, world: World): readonly (readonly string[])[] | null {
  if (shape === null) return null;
  if (alternatives.length >= MOST_OBSERVATIONS) return null;
  if (alternatives.length === 0 || state === 'known') return [shape];
  const open = alternatives.filter(({ under }) => applies({ under }, world) !== false);
  return open.length === 0 ? null : open.map((one) => one.shape);
}

/** Sizes that are not told, or that only the run decides, are any. */
function fits(shape: readonly string[], real: readonly number[], world: World): boolean {
  const spread = shape.findIndex((size) => size.startsWith('...'));
  if (spread < 0) return shape.length === real.length && shape.every((size, index) => isSize(size, real[index], world));
  const [front, back] = [shape.slice(0, spread), shape.slice(spread + 1)];
  return (
    front.length + back.length <= real.length &&
    front.every((size, index) => isSize(size, real[index], world)) &&
    back.every((size, index) => isSize(size, real[real.length - back.length + index], world))
  );
}

function isSize(text: string, real: number | undefined, world: World): boolean {
  if (text === '?') return true;
  try {
    return evaluateText(text, world) === real;
  } catch (error) {
    if (error instanceof NotEvaluable) return true;
    throw error;
  }
}

/** Errors that were told of calls that ended well, before anything went another way. What is wrong in a callee is told at the call, and leads there. */
function falseErrors(
  { diagnostics }: FileAnalysis,
  program: FunctionReport,
  { events, thrown }: Run,
): readonly string[] {
  if (thrown !== null) return [];
  return diagnostics
    .filter(({ code, start, end }) => code === 'shape-mismatch' && start >= program.start && end <= program.end)
    .filter(({ start, end, related }) => {
      const inner = related.find((one) => one.start < program.start || one.end > program.end) ?? { start, end };
      return events.some((event) => event.start === inner.start && event.end === inner.end);
    })
    .map(({ line, message }) => `line ${line}: told "${message}", but it works`);
}

function wrongEnd(
  analysis: FileAnalysis,
  program: FunctionReport,
  world: World,
  { returned, thrown }: Run,
  stop: Stop | null,
): readonly string[] {
  if (stop?.means === 'elsewhere') return [];
  const isAssuming = program.untold.some(({ kind }) => kind === 'assumes');
  if (isAssuming) return [];
  if (stop !== null) {
    return thrown === null ? [`line ${stop.guard.line}: ${stop.guard.expr} fails, but nothing throws`] : [];
  }
  const isFaulty = analysis.diagnostics.some(
    ({ code, start, end }) => code === 'shape-mismatch' && start >= program.start && end <= program.end,
  );
  if (thrown !== null) {
    return isFaulty || isExcused(analysis, program, world, thrown)
      ? []
      : [`all guards hold, but it throws: ${thrown.message}`];
  }
  return returned === null ? [] : wrongReturn(analysis, program, world, returned.shape);
}

/**
 * What the program throws itself may depend on more than sizes, what the library refuses may be data, and of sizes that
 * are not known, or that only the run decides, it is not said which are possible.
 */
function isExcused(
  { tensors }: FileAnalysis,
  { complete, symbols, untold }: FunctionReport,
  world: World,
  { message }: Error,
): boolean {
  if (!complete || message === OWN_ERROR || message === TOO_LARGE || OF_DATA.test(message)) return true;
  const isLost = tensors.some(({ state }) => state === 'partial' || state === 'unknown');
  return isLost || untold.length > 0 || symbols.some(({ name }) => !world.has(name));
}

/**
 * What the library says of values, data types and empty tensors, which is nothing that sizes decide. An empty list is
 * taken for one whose filling was not followed, on purpose.
 */
const OF_DATA =
  /the index value|dtype|must be float32 tensor|is not a function|Pass at least one tensor|when there are 0 elements|got '(null|undefined)'|of undefined/;

function wrongReturn(
  { tensors }: FileAnalysis,
  { returns, complete }: FunctionReport,
  world: World,
  real: readonly number[] | null,
): readonly string[] {
  if (returns.length === 0 || real === null || !complete) return [];
  const open = returns.filter(({ under }) => applies({ under }, world) !== false);
  // What could not be followed is not among them, and which paths these are cannot be told of every condition.
  const isUnsure = returns.some(({ under }) => applies({ under }, world) === null);
  if (isUnsure && tensors.some(({ state }) => state === 'unknown')) return [];
  if (open.length === 0 || open.some(({ shape }) => shape === null || fits(shape, real, world))) return [];
  const texts = open.map(({ shape }) => `[${shape?.join(', ')}]`).join(' | ');
  return [`told to return ${texts}, returns [${real.join(', ')}]`];
}
