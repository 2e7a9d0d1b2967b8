/** The functions of the fixtures on the real library: what the guards admit behaves as traced, what they refuse throws. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import * as tf from '@tensorflow/tfjs';
import type { FunctionReport } from '../../server/analysis/report.ts';
import { evaluateText, NotEvaluable, type World } from './evaluate.ts';
import { analyzerOf, FIXTURES } from './fixtures.ts';
import { argumentsIn, drawFrom, drawWorld, parametersOf } from './inputs.ts';
import { withContract } from './stated.ts';

const FILES = [
  'arithmetic.ts',
  'arrays.ts',
  'assertions.ts',
  'async.ts',
  'branches.ts',
  'broadcasting.ts',
  'calls.ts',
  'classes.ts',
  'closures.ts',
  'constructors.ts',
  'contracts.ts',
  'data.ts',
  'dataDependent.ts',
  'destructuring.ts',
  'imports/main.ts',
  'loops.ts',
  'mismatches.ts',
  'objects.ts',
  'operations.ts',
  'properties.ts',
  'ranks.ts',
  'sequential.ts',
  'specializations.ts',
  'spread.ts',
  'templates.ts',
  'throwing.ts',
  'tidy.ts',
  'untyped.js',
  'variables.ts',
  'violations.ts',
];

/** Functions whose inputs this test does not make, or whose conditions it cannot decide, by what stands in the way. */
const LEFT_OUT = new Set([
  // Lists, objects, callbacks.
  'assertions.ts castOutput',
  'assertions.ts resized',
  'arrays.ts everyElement',
  'assertions.ts instance',
  'assertions.ts refines',
  'assertions.ts tests',
  'calls.ts mlp',
  'closures.ts handler',
  'constructors.ts computed',
  'destructuring.ts parameters',
  'loops.ts filled',
  'objects.ts configured',
  'spread.ts joined',
  'untyped.js dense',
  // Tensors of any rank.
  'contracts.ts scaled',
  'ranks.ts flattened',
  'spread.ts anyRank',
  'untyped.js apply',
  'untyped.js dense',
  'untyped.js double',
  'untyped.js layer',
  'untyped.js preprocess',
  // The data, the state of the module or a local variable decides.
  'dataDependent.ts checked',
  'dataDependent.ts needs',
  'properties.ts equality',
  'templates.ts cases',
  'throwing.ts caught',
  'variables.ts module',
]);

const DRAWS = 400;
const RUNS = 5;

type Program = (...args: readonly unknown[]) => unknown;

describe('instantiated fixtures', () => {
  before(async () => {
    await tf.setBackend('cpu');
  });
  const analyzer = analyzerOf(FIXTURES);

  for (const name of FILES) {
    it(name, async () => {
      const path = join(FIXTURES, name);
      const text = readFileSync(path, 'utf8');
      const module = (await import(path)) as Record<string, unknown>;
      const analysis = analyzer.analyze(path);
      const wrong: string[] = [];
      for (const program of analysis.functions) {
        const run = module[program.name];
        const id = `${basename(name)} ${program.name}`;
        if (typeof run !== 'function' || LEFT_OUT.has(id)) continue;
        const isFaulty = analysis.diagnostics.some(
          ({ code, start, end }) => code === 'shape-mismatch' && start >= program.start && end <= program.end,
        );
        const known = withContract(program, text);
        try {
          await check(id, known, run as Program, parametersOf(program, analysis, text), isFaulty);
        } catch (error) {
          wrong.push((error as Error).message);
        }
      }
      assert.deepEqual(wrong, []);
    });
  }

  it('say what the library says', async () => {
    const path = join(FIXTURES, 'mismatches.ts');
    const text = readFileSync(path, 'utf8');
    const module = (await import(path)) as Record<string, Program>;
    const analysis = analyzer.analyze(path);
    const told: string[] = [];
    const real: string[] = [];
    for (const program of analysis.functions) {
      const run = module[program.name];
      const [finding] = analysis.diagnostics.filter(({ start, end }) => start >= program.start && end <= program.end);
      if (run === undefined || finding === undefined || parametersOf(program, analysis, text).length > 0) continue;
      const outcome = await attempt(run, []);
      told.push(`${program.name}: ${finding.message}`);
      real.push(`${program.name}: ${outcome instanceof Error ? outcome.message : 'does not throw'}`);
    }
    assert.deepEqual(told, real);
  });

  it('call sizes by names of their own', () => {
    for (const name of FILES) {
      for (const { symbols, name: called } of analyzer.analyze(join(FIXTURES, name)).functions) {
        const names = symbols.map((symbol) => symbol.name);
        assert.equal(new Set(names).size, names.length, `${name} ${called}: ${names.join(', ')}`);
      }
    }
  });
});

async function check(
  id: string,
  program: FunctionReport,
  run: Program,
  parameters: ReturnType<typeof parametersOf>,
  isFaulty: boolean,
): Promise<void> {
  const draw = drawFrom(1);
  let [admitted, refused] = [0, 0];
  assert.ok(
    parameters.every(({ kind }) => kind !== null),
    `${id}: inputs that cannot be made`,
  );
  for (let turn = 0; turn < DRAWS && (admitted < RUNS || refused < RUNS); turn++) {
    const world = drawWorld(program, parameters, draw);
    const judgement = judge(program, world);
    if (judgement === 'admitted' && admitted < RUNS) {
      admitted += 1;
      const outcome = await attempt(run, argumentsIn(world, parameters));
      if (isFaulty) assertFaulty(id, program, world, outcome);
      else assertAsTraced(id, program, world, outcome);
    } else if (judgement === 'refused' && refused < RUNS) {
      refused += 1;
      const outcome = await attempt(run, argumentsIn(world, parameters));
      assert.ok(outcome instanceof Error, `${id} does not throw on ${worldText(world)}`);
    }
  }
  assert.ok(admitted > 0, `${id}: no sizes that the guards admit were found`);
}

/** Whether the guards admit a world; `elsewhere` where only something assumed fails, and the program does something else. */
function judge({ guards }: FunctionReport, world: World): 'admitted' | 'refused' | 'elsewhere' {
  const failing = guards.filter(
    ({ expr, under }) => under.every((one) => evaluateText(one, world)) && !evaluateText(expr, world),
  );
  if (failing.length === 0) return 'admitted';
  return failing.every(({ kind }) => kind === 'requires') ? 'refused' : 'elsewhere';
}

async function attempt(run: Program, args: readonly unknown[]): Promise<unknown> {
  try {
    return await run(...args);
  } catch (error) {
    return error;
  }
}

function assertAsTraced(id: string, { returns }: FunctionReport, world: World, outcome: unknown): void {
  const where = `${id} on ${worldText(world)}`;
  if (returns.length === 0) return;
  assert.ok(outcome instanceof tf.Tensor, `${where}: ${outcome instanceof Error ? outcome.message : typeof outcome}`);
  const traced = returns.find(({ under }) => under.every((one) => evaluateText(one, world)));
  assert.ok(traced, `${where}: no return applies`);
  if (traced.dtype !== null) assert.equal(traced.dtype, outcome.dtype, where);
  if (traced.shape === null || traced.shape.some((size) => size.startsWith('...'))) return;
  assert.deepEqual(sizesIn(traced.shape, world, outcome.shape), outcome.shape, where);
}

/** The sizes in that world; one that only the data decides is what it really was. */
function sizesIn(shape: readonly string[], world: World, real: readonly number[]): unknown[] {
  return shape.map((size, index) => {
    try {
      return evaluateText(size, world);
    } catch (error) {
      if (error instanceof NotEvaluable) return real[index];
      throw error;
    }
  });
}

/** What is told to be wrong throws; another path may return. */
function assertFaulty(id: string, program: FunctionReport, world: World, outcome: unknown): void {
  if (outcome instanceof Error) return;
  const returns = program.returns.filter(({ under }) => under.length > 0);
  assert.ok(returns.length > 0, `${id} does not throw on ${worldText(world)}`);
  assertAsTraced(id, { ...program, returns }, world, outcome);
}

function worldText(world: World): string {
  return [...world].map(([name, value]) => `${name} = ${value}`).join(', ');
}
