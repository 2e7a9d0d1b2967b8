/** What is written about sizes, as plain data with places: contracts above functions and shape comments inside them. */
import { ts } from 'ts-morph';
import { shapeCommentOf } from '../interpreter/contracts/shapeComment.ts';
import { commentsOf, holderOf, writtenContract } from '../interpreter/contracts/written.ts';
import { functionName } from '../interpreter/machine.ts';
import { type Formula, type ParsedShape, placedNames } from '../symbolic/grammar.ts';
import { identifiersOf } from './fixes/lexical.ts';
import { inferContract } from './inferContract.ts';
import type { CalledWith } from './parts/part.ts';
import type { ContractReport, FileAnalysis, NameReport, SizeNameReport } from './report.ts';

/** What was learned of the file's functions, from which contracts are inferred. */
interface Learned extends Pick<FileAnalysis, 'functions' | 'bindings'> {
  readonly calls: readonly CalledWith[];
}

/** The same by where it begins. */
type Index = { readonly [Key in keyof Learned]: ReadonlyMap<number, Learned[Key]> };

/** One for each function that has parameters or a contract, the outer ones first. */
export function contractReports(file: ts.SourceFile, learned: Learned): readonly ContractReport[] {
  const reports: ContractReport[] = [];
  const index: Index = {
    functions: byStart(learned.functions),
    bindings: byStart(learned.bindings),
    calls: byStart(learned.calls),
  };
  const visit = (node: ts.Node): void => {
    if (ts.isFunctionLike(node) && !ts.isTypeNode(node)) reports.push(reportOf(file, node, index));
    ts.forEachChild(node, visit);
  };
  visit(file);
  return reports.filter(({ parameters, targets, sizes }) => parameters.length + targets.length + sizes.length > 0);
}

function reportOf(file: ts.SourceFile, node: ts.SignatureDeclaration, index: Index): ContractReport {
  const { lines } = writtenContract(node);
  const body = 'body' in node && node.body !== undefined ? node.body : null;
  const [comment] = commentsOf(node);
  const contract = lines.flatMap(({ line, offset }) =>
    line.kind === 'shape'
      ? shapeNames(line.shape, line.target, offset)
      : line.conditions.flatMap((one) => namesIn(one, offset)),
  );
  return {
    name: functionName(node),
    start: Math.min(comment?.pos ?? node.getStart(file), holderOf(node).getStart(file)),
    end: node.end,
    body: body?.getStart(file) ?? node.end,
    parameters: node.parameters.flatMap(({ name }) => identifiersOf(name)).map((name) => nameReport(file, name)),
    targets: lines.flatMap(({ line, offset }): NameReport[] => {
      if (line.kind !== 'shape') return [];
      const { start, end } = line.targetSpan;
      return [{ name: line.target, start: offset + start, end: offset + end }];
    }),
    sizes: [...contract, ...(body === null ? [] : commentNames(body))],
    inferred: inferredOf(file, node, index),
    calls: callsOf(file, node, index),
  };
}

function byStart<T extends { readonly start: number }>(items: readonly T[]): ReadonlyMap<number, readonly T[]> {
  const found = new Map<number, T[]>();
  for (const one of items) {
    const known = found.get(one.start);
    if (known === undefined) found.set(one.start, [one]);
    else known.push(one);
  }
  return found;
}

/** By what the roots of the file pass, symbols with the names that they have there. */
function callsOf(file: ts.SourceFile, node: ts.SignatureDeclaration, { calls }: Index): readonly string[] {
  const own = calls.get(node.getStart(file))?.filter(({ end }) => end === node.end) ?? [];
  return [...new Set(own.flatMap(({ shapes }) => shapes))];
}

/** Of a function that was run as a root; of others only their callers know. */
function inferredOf(file: ts.SourceFile, node: ts.SignatureDeclaration, index: Index): readonly string[] {
  const func = index.functions.get(node.getStart(file))?.find(({ end }) => end === node.end);
  if (func === undefined) return [];
  const parameters = node.parameters.flatMap(({ name }) =>
    identifiersOf(name).flatMap((one) => {
      const known = index.bindings.get(one.getStart(file))?.find(({ end }) => end === one.end);
      return known === undefined ? [] : [{ name: one.text, shape: known.text }];
    }),
  );
  return inferContract(func, parameters);
}

function nameReport(file: ts.SourceFile, name: ts.Identifier): NameReport {
  return { name: name.text, start: name.getStart(file), end: name.end };
}

/** Those of shape comments, also of functions inside: names are seen from there. */
function commentNames(body: ts.Node): readonly SizeNameReport[] {
  const names: SizeNameReport[] = [];
  const visit = (node: ts.Node): void => {
    const comment = shapeCommentOf(node);
    if (comment !== null) {
      names.push(...shapeNames(comment.shape, comment.declaration.name.getText(), comment.place.start));
    }
    ts.forEachChild(node, visit);
  };
  visit(body);
  return names;
}

function shapeNames({ dimensions }: ParsedShape, target: string, offset: number): readonly SizeNameReport[] {
  const spread = dimensions.findIndex(({ kind }) => kind === 'spread');
  return dimensions.flatMap((dimension, index) => {
    if (dimension.kind !== 'size') return [];
    const isBehind = spread >= 0 && spread < index;
    const access = isBehind ? `.shape.at(${index - dimensions.length})` : `.shape[${index}]`;
    const isAlone = dimension.expression.kind === 'name';
    return placedNames(dimension.expression).map((one) => moved(one, offset, isAlone ? `${target}${access}` : null));
  });
}

function namesIn(condition: Formula, offset: number): readonly SizeNameReport[] {
  return placedNames(condition).map((one) => moved(one, offset, null));
}

function moved({ name, start, end }: NameReport, offset: number, origin: string | null): SizeNameReport {
  return { name, start: offset + start, end: offset + end, origin };
}
