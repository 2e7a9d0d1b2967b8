/** The oracle: a row against the real library, on generated arguments, with constant and with symbolic sizes. */
import assert from 'node:assert/strict';
import * as tf from '@tensorflow/tfjs';
import fc from 'fast-check';
import { Refused, Unreadable } from '../../server/kernels/ask.ts';
import type { Datum } from '../../server/libraries/datum.ts';
import type { Row } from '../../server/libraries/row.ts';
import { assertAgrees, type Instance } from './agree.ts';
import {
  type Argument,
  CONCRETE,
  fakeArgument,
  realArgument,
  realMember,
  type Sizes,
  SymbolicSizes,
} from './arguments.ts';
import { holds, RecordingAsk } from './recordingAsk.ts';

/** One row and the arguments that it is tried on. */
export interface OracleCase {
  readonly row: Row;
  /** Generates valid arguments and, now and then, invalid ones. */
  readonly args: fc.Arbitrary<readonly Argument[]>;
  /** What to call in the real library; by default the function of the row's name (`image.resizeBilinear`). */
  readonly real?: (...args: readonly never[]) => unknown;
  /** Names a method of tensors: the first argument is the receiver. */
  readonly method?: string;
  /** True where the rule cannot know what makes the library throw, such as the values of indices. */
  readonly throwsOnData?: boolean;
  /** True where the rule leaves open what it does not accept. */
  readonly isOpen?: boolean;
}

/** The public name that a case is about: `image.resizeBilinear`, `Tensor.matMul`. */
export function subjectOf({ row, method }: OracleCase): string {
  return method === undefined ? row.name : `Tensor.${method}`;
}

/** Cases for rows that take the same arguments. */
export function casesOf(rows: Readonly<Record<string, Row>>, names: string, args: OracleCase['args']): OracleCase[] {
  return names.split(' ').map((name) => ({ row: rowNamed(rows)(name), args }));
}

/** Looks a row up that has to exist. */
export function rowNamed(rows: Readonly<Record<string, Row>>): (name: string) => Row {
  return (name) => {
    const row = rows[name];
    assert.ok(row, `no row ${name}`);
    return row;
  };
}

/** What a call came to. */
type Outcome<T> = { readonly kind: 'value'; readonly value: T } | { readonly kind: 'threw'; readonly error: Error };

const SEED = Number(process.env.SEED ?? 20_260_801);
/** How many arguments a public name is tried on, by all its cases together. */
export const RUNS = Number(process.env.RUNS ?? 200);

/** Declares one test for every public name. */
export function itAgreesWithLibrary(cases: readonly OracleCase[]): void {
  for (const [subject, some] of bySubject(cases)) {
    it(subject, async () => {
      for (const one of some) {
        const { disagreement } = await askLibrary(one, SEED, Math.ceil(RUNS / some.length));
        assert.equal(disagreement, null, `${subject}, SEED=${SEED}: ${disagreement}`);
      }
    });
  }
}

export function bySubject(cases: readonly OracleCase[]): ReadonlyMap<string, readonly OracleCase[]> {
  const groups = new Map<string, OracleCase[]>();
  for (const one of cases) {
    const group = groups.get(subjectOf(one)) ?? [];
    groups.set(subjectOf(one), group);
    group.push(one);
  }
  return groups;
}

/** Holds a row against the library on generated arguments; tells the first, smallest arguments on which they differ. */
export async function askLibrary(
  one: OracleCase,
  seed: number,
  runs: number,
): Promise<{ readonly cases: number; readonly disagreement: string | null }> {
  await tf.setBackend('cpu');
  const property = fc.asyncProperty(one.args, fc.nat(), async (args, mask) => {
    tf.engine().startScope();
    try {
      const real = await runLibrary(one, args);
      agreesOn(one, args, real, new Concrete());
      agreesOn(one, args, real, symbolicSizes(mask));
    } finally {
      tf.engine().endScope();
    }
  });
  const result = await fc.check(property, { seed, numRuns: runs });
  const reason = result.errorInstance instanceof Error ? result.errorInstance.message : '';
  return {
    cases: result.numRuns,
    disagreement: result.failed ? `${reason}\n${fc.defaultReportMessage(result)}` : null,
  };
}

/** By turns all sizes are symbols, some are, or some are and the ranks are not known. */
function symbolicSizes(mask: number): SymbolicSizes {
  if (mask % 3 === 0) return new SymbolicSizes(() => true, false);
  return new SymbolicSizes(bitsOf(Math.floor(mask / 3)), mask % 3 === 1);
}

/** Constant sizes: the rule must know everything that the library knows. */
class Concrete {
  readonly size = CONCRETE.size;
  readonly shape = CONCRETE.shape;
  readonly values = new Map<string, number>();
  readonly spreads = new Map<string, readonly number[]>();
}

async function runLibrary(one: OracleCase, args: readonly Argument[]): Promise<Outcome<unknown>> {
  try {
    const values = args.map(realArgument);
    const [first, ...rest] = values;
    if (one.method !== undefined) {
      const receiver = first as Record<string, (...args: readonly unknown[]) => unknown>;
      return { kind: 'value', value: await receiver[one.method]?.(...rest) };
    }
    const called = (one.real ?? realMember(one.row.name)) as (...args: readonly unknown[]) => unknown;
    return { kind: 'value', value: await called(...values) };
  } catch (error) {
    return { kind: 'threw', error: error as Error };
  }
}

function agreesOn(one: OracleCase, args: readonly Argument[], real: Outcome<unknown>, sizes: Sizes & SizeValues): void {
  const ask = new RecordingAsk();
  const instance = instanceOf(sizes);
  const result = runRow(one.row, args, ask, sizes);
  const failed = ask.guards.find((guard) => holds(guard.condition, instance.valueOf) === false);
  if (failed?.kind === 'assumes') return;
  const text = describe(ask, result, real);
  if (result.kind === 'threw') {
    if (result.error instanceof Unreadable && (one.isOpen === true || !(sizes instanceof Concrete))) return;
    assert.ok(result.error instanceof Refused, result.error);
    assert.equal(real.kind, 'threw', `the rule refuses, the library does not: ${text}`);
  } else if (failed !== undefined) {
    assert.equal(real.kind, 'threw', `a guard fails, the library does not throw: ${text}`);
  } else if (real.kind === 'threw') {
    // The sizes within a spread have no names: what a rule demands of them cannot be a guard.
    const mayMiss = one.throwsOnData === true || isUnknown(result.value) || sizes.spreads.size > 0;
    assert.ok(mayMiss && !(sizes instanceof Concrete && one.throwsOnData !== true), `the library throws: ${text}`);
  } else {
    const isComplete = assertAgrees(result.value, real.value, instance);
    assert.ok(isComplete || !(sizes instanceof Concrete), 'constant sizes give an unknown shape');
  }
}

type SizeValues = Pick<SymbolicSizes, 'values' | 'spreads'>;

function instanceOf(sizes: SizeValues): Instance {
  return { valueOf: (symbol) => sizes.values.get(symbol.origin) ?? null, spreads: sizes.spreads };
}

function runRow(row: Row, args: readonly Argument[], ask: RecordingAsk, sizes: Sizes): Outcome<Datum> {
  const names = row.parameters;
  try {
    const data = args.map((argument, index) => fakeArgument(argument, sizes, `${names[index] ?? 'rest'}${index}`, ask));
    return { kind: 'value', value: row.run(data, ask) };
  } catch (error) {
    return { kind: 'threw', error: error as Error };
  }
}

function isUnknown(datum: Datum): boolean {
  if (datum.kind === 'promise') return isUnknown(datum.value);
  return (
    datum.kind === 'unknown' ||
    (datum.kind === 'tensor' && datum.tensor.shape.some((dim) => 'source' in dim && dim.backing === 'unknown'))
  );
}

function describe(ask: RecordingAsk, result: Outcome<Datum>, real: Outcome<unknown>): string {
  const said = result.kind === 'threw' ? result.error.message : 'a result';
  const library =
    real.kind === 'threw' ? real.error.message : String((real.value as { shape?: unknown } | null)?.shape);
  return `${said}; library: ${library}; guards: ${ask.guards.map((guard) => guard.reason).join(', ')}`;
}

/** The bits of a number, over and over. */
function bitsOf(mask: number): () => boolean {
  let index = 0;
  return () => ((mask >> (index++ % 30)) & 1) === 1;
}
