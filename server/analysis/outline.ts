/** The outline of a file: the models with their layers, and the contracts. Functions stand in the language's own outline. */
import { ts } from 'ts-morph';
import { commentsOf, type PlacedLine, writtenContract } from '../interpreter/contracts/written.ts';
import { functionName, isWithin } from '../interpreter/machine.ts';
import type { Analysed } from './assemble.ts';
import type { ModelReport } from './explanation.ts';
import type { Extent } from './parts/extent.ts';
import type { Trace } from './run.ts';

export interface OutlineReport {
  readonly kind: 'model' | 'contract';
  readonly name: string;
  readonly detail: string;
  readonly start: number;
  readonly end: number;
  /** What is marked when it is chosen. */
  readonly selection: { readonly start: number; readonly end: number };
  /** The layers of a model, with the shapes that they give. */
  readonly layers: readonly { readonly name: string; readonly detail: string }[];
}

export function outlineOf({ parts }: Analysed, file: ts.SourceFile): readonly OutlineReport[] {
  const found = parts.flatMap(({ report }) => report.models);
  const visit = (node: ts.Node): void => {
    if (ts.isFunctionLike(node) && !ts.isTypeNode(node)) found.push(...contractOutline(file, node));
    ts.forEachChild(node, visit);
  };
  visit(file);
  return found.sort((a, b) => a.start - b.start);
}

/** The models that variables of a trace's own text hold. */
export function modelOutlines(
  file: ts.SourceFile,
  { node: top, isOutside }: Extent,
  models: Trace['models'],
): OutlineReport[] {
  return [...models].flatMap(([node, model]) => {
    const isOwn =
      node.getSourceFile() === file && isWithin(node, top) && ts.findAncestor(node, isOutside) === undefined;
    return isOwn && isDeclared(node) ? [modelOutline(file, node, model)] : [];
  });
}

function isDeclared(node: ts.Node): boolean {
  return ts.isVariableDeclaration(node.parent) && node.parent.name === node;
}

function modelOutline(file: ts.SourceFile, name: ts.Node, { layers, parameters, why }: ModelReport): OutlineReport {
  const count = `${layers.length} ${layers.length === 1 ? 'layer' : 'layers'}, ${parameters} parameters`;
  const selection = { start: name.getStart(file), end: name.end };
  return {
    kind: 'model',
    name: `model ${name.getText(file)}`,
    detail: layers.length === 0 && why !== null ? why : count,
    ...{ start: name.parent.getStart(file), end: name.parent.end, selection },
    layers: layers.map((layer) => ({ name: layer.name, detail: `${layer.output} ${layer.className}` })),
  };
}

function contractOutline(file: ts.SourceFile, node: ts.SignatureDeclaration): readonly OutlineReport[] {
  const { lines } = writtenContract(node);
  const [first] = lines;
  const comment = commentsOf(node).find(({ pos, end }) => first && pos <= first.offset && first.offset < end);
  if (first === undefined || comment === undefined) return [];
  const selection = { start: first.offset, end: first.offset + textOf(file, first).length };
  const name = `contract of ${functionName(node)}`;
  const detail = detailOf(file, lines);
  return [{ kind: 'contract', name, detail, start: comment.pos, end: comment.end, selection, layers: [] }];
}

/** `q [B, T, C], k [B, S, C] → [B, T, C]`. */
function detailOf(file: ts.SourceFile, lines: readonly PlacedLine[]): string {
  const shapes = lines.filter(({ line }) => line.kind === 'shape');
  const told = shapes.map((one) => textOf(file, one).replace(/^@shape\s+/, ''));
  const given = told.filter((text) => !/^returns\b/.test(text));
  const result = told.find((text) => /^returns\b/.test(text))?.replace(/^returns\s*:?\s*/, '');
  return [given.join(', '), ...(result === undefined ? [] : [result])].join(' → ').trim();
}

function textOf({ text }: ts.SourceFile, { offset }: PlacedLine): string {
  const [line = ''] = text.slice(offset).split(/\r?\n/, 1);
  return line.replace(/\*\/.*/, '').trim();
}
