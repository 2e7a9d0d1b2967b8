/** Real inputs for the functions of fixtures: tensors, numbers and the like, of sizes drawn for the symbols of a report. */
import * as tf from '@tensorflow/tfjs';
import { ts } from 'ts-morph';
import type { FileAnalysis, FunctionReport } from '../../server/analysis/report.ts';
import { evaluateText, type World } from './evaluate.ts';

export interface Parameter {
  readonly name: string;
  /** How its value is made; `null` where this test cannot make one. */
  readonly kind: 'tensor' | 'number' | 'boolean' | 'absent' | readonly string[] | null;
  /** What may be passed instead. */
  readonly absent: 'undefined' | 'null' | null;
  /** The sizes of a tensor, in the notation. */
  readonly shape: readonly string[];
}

/** The parameters of a reported function, their shapes as the report tells them. */
export function parametersOf(program: FunctionReport, { tensors }: FileAnalysis, text: string): readonly Parameter[] {
  const file = ts.createSourceFile('fixture.ts', text, ts.ScriptTarget.ESNext, true, ts.ScriptKind.TS);
  const find = (node: ts.Node): ts.SignatureDeclaration | undefined =>
    ts.isFunctionLike(node) && node.getStart() === program.start && node.end === program.end
      ? node
      : ts.forEachChild(node, find);
  return (find(file)?.parameters ?? []).map((parameter) => {
    const name = parameter.name.getText();
    const symbolic = program.symbols.filter(({ origin }) => origin.startsWith(`${name}.shape[`));
    const seen = tensors.find(
      ({ start, end, shape }) =>
        start >= program.start && end <= program.end && shape !== null && text.slice(start, end) === name,
    );
    const shape = (seen?.shape ?? []).map(
      (size, index) => symbolic.find(({ origin }) => origin === `${name}.shape[${index}]`)?.name ?? size,
    );
    const kind = parameter.dotDotDotToken !== undefined ? null : kindOf(parameter, seen !== undefined, program);
    const type = parameter.type?.getText() ?? '';
    const isOptional = /\bundefined\b/.test(type) || parameter.questionToken !== undefined;
    const absent = /\bnull\b/.test(type) ? 'null' : isOptional ? 'undefined' : null;
    return { name, kind: shape.some((size) => size.startsWith('...')) ? null : kind, absent, shape };
  });
}

function kindOf(
  { name, type, initializer }: ts.ParameterDeclaration,
  isTensor: boolean,
  program: FunctionReport,
): Parameter['kind'] {
  const text = type?.getText() ?? '';
  if (!ts.isIdentifier(name)) return null;
  if (initializer !== undefined) return 'absent';
  if (isTensor) return 'tensor';
  if (/^(tf\.)?Tensor\dD$/.test(text)) return 'tensor';
  if (text === 'number' || program.symbols.some(({ origin }) => origin === name.text)) return 'number';
  if (text === 'boolean') return 'boolean';
  const literals = text.match(/'[^']*'/g);
  return literals === null ? null : literals.map((literal) => literal.slice(1, -1));
}

/** A number generator whose sequence depends on nothing but its seed. */
export type Draw = (count: number) => number;

export function drawFrom(seed: number): Draw {
  let state = seed;
  return (count) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * count);
  };
}

/** One world: values for all symbols and parameters; equalities among the guards are followed where that is easy. */
export function drawWorld(program: FunctionReport, parameters: readonly Parameter[], draw: Draw): World {
  const world = new Map<string, unknown>();
  const texts = [...program.guards.map(({ expr }) => expr), ...program.returns.flatMap(({ shape }) => shape ?? [])];
  const constants = texts.flatMap((text) => text.match(/\b\d+\b/g) ?? []).map(Number);
  const candidates = [1, 2, 3, 4, 5, 6, ...constants.flatMap((value) => [value, value + 1])].filter(
    (value) => value > 0 && value < 1000,
  );
  for (const { name, origin } of program.symbols) {
    const owner = origin.replace(/\.shape\[\d+\]$/, '');
    // What the data decides is found out by the run.
    if (parameters.some((one) => one.name === owner)) world.set(name, candidates[draw(candidates.length)] ?? 1);
  }
  for (const { name, kind, absent } of parameters) {
    if (kind === 'number' && !world.has(name)) world.set(name, 1 + draw(4));
    if (kind === 'boolean') world.set(name, draw(2) === 0);
    if (Array.isArray(kind)) world.set(name, kind[draw(kind.length)]);
    if (kind === 'tensor')
      world.set(name, absent === null || draw(2) > 0 ? 'passed' : absent === 'null' ? null : undefined);
  }
  if (draw(4) > 0) followEqualities(program, world);
  return world;
}

function followEqualities({ guards }: FunctionReport, world: Map<string, unknown>): void {
  for (const { expr } of [...guards, ...guards]) {
    const [left, right, more] = expr.split(' == ');
    if (left === undefined || right === undefined || more !== undefined || / \|\| | && /.test(expr)) continue;
    const [name, other] = /^\w+$/.test(left) && world.has(left) ? [left, right] : [right, left];
    if (!world.has(name)) continue;
    const value = tryEvaluate(other, world);
    if (typeof value === 'number' && value > 0) world.set(name, value);
  }
}

function tryEvaluate(text: string, world: World): unknown {
  try {
    return evaluateText(text, world);
  } catch {
    return null;
  }
}

/** The arguments of a call in that world. Tensors hold 1, 2, 3 and so on. */
export function argumentsIn(world: World, parameters: readonly Parameter[]): unknown[] {
  return parameters.map(({ name, kind, shape }) => {
    if (kind !== 'tensor') return world.get(name);
    if (world.get(name) !== 'passed') return world.get(name);
    const sizes = shape.map((size) => evaluateText(size, world) as number);
    const count = sizes.reduce((a, b) => a * b, 1);
    return tf.tensor(
      Float32Array.from({ length: count }, (_, index) => (index % 7) + 1),
      sizes,
    );
  });
}
