/** Functions under given sizes: the shapes told are those of a real run, the truths those of plain evaluation. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as tf from '@tensorflow/tfjs';
import type { Analyzer } from '../../server/analysis/analyzer.ts';
import type { Given } from '../../server/analysis/instantiate.ts';
import type { FunctionReport, InstantiatedFunction } from '../../server/analysis/report.ts';
import { evaluateText, type World } from './evaluate.ts';
import { analyzerOf, FIXTURES } from './fixtures.ts';
import { argumentsIn, drawFrom, drawWorld, parametersOf } from './inputs.ts';

const RUNS = 30;

type Program = (...args: readonly unknown[]) => unknown;

/** Functions of tensors, numbers and booleans only. */
const PROGRAMS: readonly (readonly [file: string, name: string])[] = [
  ['examples/attention.ts', 'attention'],
  ['arithmetic.ts', 'halves'],
  ['arithmetic.ts', 'heads'],
  ['arithmetic.ts', 'extremes'],
  ['arithmetic.ts', 'bits'],
  ['arithmetic.ts', 'powers'],
  ['arithmetic.ts', 'remainder'],
  ['arithmetic.ts', 'scaled'],
  ['arithmetic.ts', 'product'],
  ['branches.ts', 'statement'],
  ['branches.ts', 'disagree'],
  ['branches.ts', 'early'],
  ['branches.ts', 'onSize'],
  ['branches.ts', 'decided'],
  ['branches.ts', 'correlated'],
  ['broadcasting.ts', 'assumedEqual'],
  ['broadcasting.ts', 'outer'],
  ['broadcasting.ts', 'caller'],
  ['broadcasting.ts', 'bias'],
  ['broadcasting.ts', 'compare'],
  ['specializations.ts', 'byConstant'],
  ['specializations.ts', 'byOne'],
  ['specializations.ts', 'later'],
  ['specializations.ts', 'half'],
];

describe('functions under given sizes', () => {
  const analyzer = analyzerOf(FIXTURES);

  before(async () => {
    await tf.setBackend('cpu');
  });

  for (const [file, name] of PROGRAMS) {
    it(`${file} ${name}`, async () => {
      const path = join(FIXTURES, file);
      const program = functionIn(analyzer, path, name);
      const run = ((await import(path)) as Record<string, Program>)[name];
      assert.ok(run);
      const parameters = parametersOf(program, analyzer.analyze(path), readFileSync(path, 'utf8'));
      const draw = drawFrom(1);
      for (let turn = 0; turn < RUNS; turn++) {
        const world = drawWorld(program, parameters, draw);
        const told = instantiated(analyzer, path, program, givenIn(program, world));
        assertTruths(told, world);
        const real = attempt(run, argumentsIn(world, parameters));
        if (told.stop === null) assertShape(told, real, world);
        else if (told.guards[told.stop]?.kind === 'requires') assert.ok(real instanceof Error, worldText(world));
      }
    });
  }
});

function functionIn(analyzer: Analyzer, path: string, name: string): FunctionReport {
  const program = analyzer.analyze(path).functions.find((one) => one.name === name);
  assert.ok(program, name);
  return program;
}

function instantiated(analyzer: Analyzer, path: string, program: FunctionReport, given: Given): InstantiatedFunction {
  const answer = analyzer.instantiate(path, program, given);
  assert.ok(!('problems' in answer), 'problems' in answer ? answer.problems.join('; ') : '');
  return answer.functions[0];
}

/** Half of the sizes by their names, half by what the author can type. */
function givenIn({ symbols }: FunctionReport, world: World): Given {
  const sizes = symbols.flatMap(({ name, origin }, index) =>
    world.has(name) ? [[index % 2 === 0 ? name : origin, world.get(name) as number] as const] : [],
  );
  const truths = [...world].filter(([, value]) => typeof value === 'boolean') as [string, boolean][];
  return Object.fromEntries([...sizes, ...truths]);
}

function assertTruths({ guards }: InstantiatedFunction, world: World): void {
  for (const { expr, under, applies, holds } of guards) {
    const isReached = under.every((one) => evaluateText(one, world) as boolean);
    assert.equal(applies, isReached ? 'yes' : 'no', `${under.join(', ')} on ${worldText(world)}`);
    if (isReached) assert.equal(holds, evaluateText(expr, world) ? 'yes' : 'no', `${expr} on ${worldText(world)}`);
  }
}

function assertShape({ returns }: InstantiatedFunction, real: unknown, world: World): void {
  assert.ok(real instanceof tf.Tensor, `${worldText(world)}: ${real}`);
  const [only, second] = returns;
  assert.equal(second, undefined);
  assert.deepEqual(only?.shape, real.shape.map(String), worldText(world));
}

function attempt(run: Program, args: readonly unknown[]): unknown {
  try {
    return run(...args);
  } catch (error) {
    return error;
  }
}

function worldText(world: World): string {
  return [...world].map(([name, value]) => `${name} = ${value}`).join(', ');
}
