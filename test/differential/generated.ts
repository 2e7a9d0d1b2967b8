/** Random programs in Node and in the interpreter. */
import vm from 'node:vm';
import { ts } from 'ts-morph';
import type { Host } from '../../server/interpreter/machine.ts';
import { type Agreement, agreementOf, type World } from './compare.ts';
import { bodyOf, type Generated, generate, smaller } from './generate/program.ts';
import { interpret } from './interpreted.ts';
import type { Outcome } from './node.ts';
import { argumentsFor } from './symbolic.ts';

/** A program on which the two differ, made as small as it gets. */
export interface Failure {
  readonly seed: number;
  readonly text: string;
  readonly why: string;
}

export interface Verdict {
  readonly kind: Agreement['kind'];
  readonly failure: Failure | null;
}

/** Runs the program of a seed: with its inputs as they are, and once for all of them. */
export function compareGenerated(seed: number): Verdict {
  const program = generate(seed);
  const found = compare(program);
  if (found.kind !== 'different') return { kind: found.kind, failure: null };
  const least = shrink(program);
  return { kind: 'different', failure: { seed, text: textOf(least), why: compare(least).why } };
}

/** Fewer attempts than a program has statements and blocks would leave some in. */
const MOST_ATTEMPTS = 400;

function shrink(program: Generated): Generated {
  let least = program;
  let attempts = 0;
  for (let isSmaller = true; isSmaller && attempts < MOST_ATTEMPTS; ) {
    isSmaller = false;
    for (const candidate of smaller(least)) {
      attempts += 1;
      if (attempts > MOST_ATTEMPTS) break;
      if (compare(candidate).kind !== 'different') continue;
      least = candidate;
      isSmaller = true;
      break;
    }
  }
  return least;
}

function textOf(program: Generated): string {
  return `export function program(${program.inputs.join(', ')}) {\n${bodyOf(program)}\n}\n`;
}

const WORLDS: readonly (readonly number[])[] = [
  [3, 2],
  [0, 5],
  [1, 1],
  [6, 4],
];

function compare(program: Generated): Agreement {
  const text = textOf(program);
  const worlds = program.inputs.length === 0 ? [[]] : WORLDS;
  const { inputs } = program;
  let worst: Agreement = { kind: 'same', why: '' };
  try {
    for (const [index, values] of worlds.entries()) {
      const real = outcomeInNode(text, values.slice(0, inputs.length));
      if (real === null || namesNothing(real)) return { kind: 'unknown', why: 'no program that anybody writes' };
      if (index === 0) worst = worse(worst, agreementOf(run(text, values.slice(0, inputs.length)), real));
      if (inputs.length === 0) continue;
      const world: World = new Map(inputs.map((name, place) => [name, values[place] ?? 0]));
      worst = worse(worst, agreementOf(runOnSymbols(text, inputs), real, world));
    }
  } catch (error) {
    return { kind: 'different', why: `the interpreter fails: ${(error as Error).stack}` };
  }
  return worst;
}

/** Whether the program failed on a name that a smaller program has lost. */
function namesNothing({ value }: Outcome): boolean {
  return typeof value === 'object' && value !== null && 'threw' in value && value.threw === 'ReferenceError';
}

function worse(a: Agreement, b: Agreement): Agreement {
  const order = ['different', 'unknown', 'same'];
  return order.indexOf(b.kind) < order.indexOf(a.kind) ? b : a;
}

/** What the program does in this realm; `null` where it does not come to an end. */
function outcomeInNode(text: string, args: readonly number[]): Outcome | null {
  const call = `'use strict';\n${text.replace('export ', '')}\nprogram(${args.join(', ')});`;
  try {
    return { threw: false, value: vm.runInThisContext(call, { timeout: 500 }) };
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ERR_SCRIPT_EXECUTION_TIMEOUT') return null;
    if (error instanceof SyntaxError) return null;
    return { threw: true, value: error };
  }
}

const FILE = '/program.js';

function hostOf(text: string): Host {
  const file = ts.createSourceFile(FILE, text, ts.ScriptTarget.ESNext, true, ts.ScriptKind.JS);
  return {
    sourceFile: (path) => (path === FILE ? file : null),
    resolveModule: () => null,
    questions: () => 0,
    mayBeGlobal: () => false,
    checker: () => {
      throw new Error('generated programs have no types');
    },
    libraryOf: () => null,
    globalLibrary: () => null,
    dataFile: () => ({ skipped: 'there are no files' }),
    libraries: [],
  };
}

function run(text: string, values: readonly number[]) {
  const args = values.map((value) => ({ kind: 'primitive', value }) as const);
  return interpret(hostOf(text), FILE, 'program', args);
}

function runOnSymbols(text: string, inputs: readonly string[]) {
  const parameters = inputs.map((name) => ({ name, value: 0 }));
  return interpret(hostOf(text), FILE, 'program', argumentsFor(parameters, 'sizes'));
}
