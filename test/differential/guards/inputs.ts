/** Inputs of a reported function: which there are, and real values for them. */
import * as tf from '@tensorflow/tfjs';
import { ts } from 'ts-morph';
import type { FileAnalysis, FunctionReport } from '../../../server/analysis/report.ts';
import { evaluateText, type World } from '../../analysis/evaluate.ts';
import { type Draw, type Parameter, parametersOf } from '../../analysis/inputs.ts';

/** A parameter whose values can be made. */
export interface Input extends Parameter {
  readonly kind: Exclude<Parameter['kind'], null>;
}

/** The parameters of a function; `null` where the values of one cannot be made. */
export function inputsOf(program: FunctionReport, analysis: FileAnalysis, text: string): readonly Input[] | null {
  const ranks = annotatedRanks(program, text);
  const inputs = parametersOf(program, analysis, text).map((one): Parameter => {
    const rank = ranks.get(one.name);
    if (rank === undefined) return one;
    const shape = Array.from({ length: rank }, (_, index) => sizeOf(program, one, index));
    return { ...one, kind: 'tensor', shape };
  });
  return inputs.every((one): one is Input => one.kind !== null) ? inputs : null;
}

/** What the analysis calls that size; a name of its own where it does not speak of it. */
function sizeOf({ symbols }: FunctionReport, { name, shape }: Parameter, index: number): string {
  const origin = `${name}.shape[${index}]`;
  return symbols.find((one) => one.origin === origin)?.name ?? shape[index] ?? `${name}$${index}`;
}

/** The ranks that annotations such as `tf.Tensor2D` state. */
function annotatedRanks({ start, end }: FunctionReport, text: string): ReadonlyMap<string, number> {
  const file = ts.createSourceFile('program.ts', text, ts.ScriptTarget.ESNext, true, ts.ScriptKind.TS);
  const find = (node: ts.Node): ts.SignatureDeclaration | undefined =>
    ts.isFunctionLike(node) && node.getStart() === start && node.end === end ? node : ts.forEachChild(node, find);
  return new Map(
    (find(file)?.parameters ?? []).flatMap((parameter) => {
      const rank = /\bTensor(\d)D\b/.exec(parameter.type?.getText() ?? '')?.[1];
      return rank === undefined ? [] : [[parameter.name.getText(), Number(rank)] as const];
    }),
  );
}

/** The symbols whose values are the caller's to choose, with the numbers that the parameters are. */
export function chosenNames(program: FunctionReport, inputs: readonly Input[]): readonly string[] {
  const sizes = inputs.flatMap(({ shape }) => shape.filter((size) => /^[\p{L}_$][\p{L}\p{N}_$]*$/u.test(size)));
  const numbers = inputs.filter(({ kind }) => kind === 'number').map(({ name }) => name);
  const renamed = program.symbols.flatMap(({ name, origin }) => (numbers.includes(origin) ? [name] : []));
  return [...new Set([...sizes, ...numbers, ...renamed])];
}

/** The values of parameters that are neither tensors nor numbers. */
export function drawOthers(inputs: readonly Input[], draw: Draw): Map<string, unknown> {
  const world = new Map<string, unknown>();
  for (const { name, kind, absent } of inputs) {
    if (kind === 'boolean') world.set(name, draw(2) === 0);
    else if (kind === 'tensor')
      world.set(name, absent === null || draw(2) > 0 ? 'passed' : absent === 'null' ? null : undefined);
    else if (Array.isArray(kind)) world.set(name, kind[draw(kind.length)]);
    else if (kind === 'absent') world.set(name, undefined);
  }
  return world;
}

/** The arguments of a call. Tensors hold small numbers. */
export function argumentsFor(program: FunctionReport, inputs: readonly Input[], world: World): unknown[] {
  return inputs.map(({ name, kind, shape }) => {
    if (kind === 'number') return world.get(program.symbols.find(({ origin }) => origin === name)?.name ?? name);
    if (kind !== 'tensor' || world.get(name) !== 'passed') return world.get(name);
    return tf.fill(
      shape.map((size) => evaluateText(size, world) as number),
      0.5,
    );
  });
}
