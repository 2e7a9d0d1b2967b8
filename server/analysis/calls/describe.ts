/** Describes the call around a place: its parameters, the shapes that they take, and what is given for them. */
import { ts } from 'ts-morph';
import { writtenContract } from '../../interpreter/contracts/written.ts';
import type { Machine } from '../../interpreter/machine.ts';
import { loadModule } from '../../interpreter/modules.ts';
import type { Row } from '../../libraries/row.ts';
import type { FixContext } from '../fixes/candidate.ts';
import { partAround } from '../parts/part.ts';
import type { FileAnalysis } from '../report.ts';
import { shapeText } from '../shapes.ts';
import { type CallAround, callAround } from './callAround.ts';
import { calleeOf } from './callee.ts';
import { declaredSignature } from './declared.ts';
import { demandedShape } from './demand.ts';
import type { CallReport } from './report.ts';

export interface CallContext extends FixContext {
  readonly machine: Machine;
  /** The analysis of another file, for a function that stands there. */
  analysisOf(path: string): FileAnalysis;
}

/** `null` where no call is, or nothing is known of its shapes: then the language's own help is better. */
export function describeCall(context: CallContext, offset: number): CallReport | null {
  const { machine, path, workspace } = context;
  const file = workspace.sourceFile(path);
  const around = file === null ? null : callAround(file, offset);
  const module = around === null ? null : loadModule(machine, path);
  if (around === null || module === null) return null;
  const callee = calleeOf({ machine, module, parts: context.parts }, around.call.expression);
  if (callee === null) return null;
  return callee.kind === 'row'
    ? ofRow(context, around, callee.row, callee.isMethod, offset)
    : ofFunction(context, around, callee.node);
}

/** A function of the program, with its contract, written or inferred. */
function ofFunction(
  context: CallContext,
  { call, active }: CallAround,
  node: ts.FunctionLikeDeclaration,
): CallReport | null {
  const lines = contractLines(context, node);
  if (lines.length === 0) return null;
  const shapes = new Map(lines.flatMap((line) => shapeLine(line)));
  const parameters = node.parameters.map((parameter, index) => {
    const name = parameter.name.getText();
    const [about = ''] = ts.getJSDocParameterTags(parameter).map(({ comment }) => plain(comment));
    const takes = shapes.get(name) ?? null;
    return { label: textOfParameter(parameter, takes), takes, given: givenShape(context, call, index), about };
  });
  const comments = ts.getJSDocCommentsAndTags(node).filter(ts.isJSDoc);
  return {
    name: call.expression.getText(),
    parameters,
    result: shapes.get('returns') ?? node.type?.getText() ?? null,
    active: activeOf(active, node.parameters.at(-1)?.dotDotDotToken !== undefined ? parameters.length : null),
    about: comments.map(({ comment }) => plain(comment)).join('\n'),
    where: lines.flatMap((line) => (line.startsWith('@where ') ? [line.slice('@where '.length)] : [])),
    link: null,
  };
}

/** As it is written, on one line, with its shape where hints have it: `x: tf.Tensor2D [B, T]`. */
function textOfParameter(parameter: ts.ParameterDeclaration, shape: string | null): string {
  const { dotDotDotToken, name, questionToken, type, initializer } = parameter;
  const text = `${dotDotDotToken ? '...' : ''}${name.getText()}${questionToken ? '?' : ''}`;
  const told = [type?.getText(), shape].filter((one) => one != null).join(' ');
  const typed = told === '' ? text : `${text}: ${told}`;
  return (initializer === undefined ? typed : `${typed} = ${initializer.getText()}`).replace(/\s+/g, ' ');
}

/** What was learned, else what is written: of a function inside another one only the latter is there. */
function contractLines({ path, analysis, analysisOf }: CallContext, node: ts.FunctionLikeDeclaration): string[] {
  const file = node.getSourceFile();
  const { contracts } = file.fileName === path ? analysis : analysisOf(file.fileName);
  const report = contracts.find(({ end, body }) => end === node.end && body >= node.getStart(file));
  const written = writtenContract(node).lines.map(({ line, offset }) => lineAt(file, offset, line.kind));
  const inferred = report?.inferred ?? [];
  const told = new Set(written.map(targetOf));
  return [...written, ...inferred.filter((line) => line.startsWith('@where') || !told.has(targetOf(line)))];
}

function lineAt({ text }: ts.SourceFile, offset: number, kind: string): string {
  const [line = ''] = text.slice(offset).split('\n', 1);
  return line
    .slice(line.indexOf(`@${kind}`))
    .replace(/\*\/.*/, '')
    .trim();
}

function targetOf(line: string): string {
  return line.split(/\s+/, 2).join(' ');
}

function shapeLine(line: string): [string, string][] {
  const [, target, shape] = /^@shape\s+([^\s:]+)\s*:?\s*(.+)$/.exec(line) ?? [];
  return target === undefined || shape === undefined ? [] : [[target, shape]];
}

/** A function of the library: as its declarations tell it, else by the names of the documentation. */
function ofRow(
  context: CallContext,
  { call, active }: CallAround,
  row: Row,
  isMethod: boolean,
  offset: number,
): CallReport {
  const names = row.parameters.slice(isMethod ? 1 : 0);
  const declared = declaredSignature(context.workspace.checker(context.path), call);
  const own = names.map((name) => ({ label: name, about: '' }));
  const index = activeOf(active, declared?.rest ?? null);
  const parameters = (declared?.parameters ?? own).map((parameter, at) => ({
    ...parameter,
    takes: at === index ? demandedShape(context, { call, active }, names[at] ?? 'value', offset) : null,
    given: givenShape(context, call, at),
  }));
  const { result = null, about = '' } = declared ?? {};
  return { name: call.expression.getText(), parameters, result, active: index, about, where: [], link: row.doc };
}

/** Whatever follows belongs to a last parameter that takes all. */
function activeOf(index: number, count: number | null): number {
  return count === null ? index : Math.min(index, count - 1);
}

function givenShape({ parts }: CallContext, { arguments: args }: CallAround['call'], index: number) {
  const argument = args?.[index];
  if (argument === undefined) return null;
  const value = partAround(parts, argument)?.trace().recorder.observations.get(argument)?.at(-1)?.value;
  return value?.kind === 'tensor' ? shapeText(value.tensor.shape) : null;
}

function plain(comment: ts.JSDoc['comment']): string {
  return (ts.getTextOfJSDocComment(comment) ?? '').trim();
}
