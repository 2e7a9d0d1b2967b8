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

/** One for each function that has parameters or a contract, the outer ones first. */
export function contractReports(file: ts.SourceFile, learned: Learned): readonly ContractReport[] {
  const reports: ContractReport[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isFunctionLike(node) && !ts.isTypeNode(node)) reports.push(reportOf(file, node, learned));
    ts.forEachChild(node, visit);
  };
  visit(file);
  return reports.filter(({ parameters, targets, sizes }) => parameters.length + targets.length + sizes.length > 0);
}

function reportOf(file: ts.SourceFile, node: ts.SignatureDeclaration, learned: Learned): ContractReport {
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
    inferred: inferredOf(file, node, learned),
    calls: callsOf(file, node, learned),
  };
}

/** By what the roots of the file pass, symbols with the names that they have there. */
function callsOf(file: ts.SourceFile, node: ts.SignatureDeclaration, { calls }: Learned): readonly string[] {
  const start = node.getStart(file);
  const own = calls.filter((one) => one.start === start && one.end === node.end);
  return [...new Set(own.flatMap(({ shapes }) => shapes))];
}

/** Of a function that was run as a root; of others only their callers know. */
function inferredOf(file: ts.SourceFile, node: ts.SignatureDeclaration, learned: Learned): readonly string[] {
  const start = node.getStart(file);
  const func = learned.functions.find((one) => one.start === start && one.end === node.end);
  if (func === undefined) return [];
  const parameters = node.parameters.flatMap(({ name }) =>
    identifiersOf(name).flatMap((one) => {
      const known = learned.bindings.find((binding) => binding.start === one.getStart(file) && binding.end === one.end);
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
