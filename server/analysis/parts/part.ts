/** A part of a file, a root or the code outside all roots: what its trace adds to the analysis, as plain data. */
import { ts } from 'ts-morph';
import type { Finding } from '../../findings/finding.ts';
import type { PassedRanks } from '../../interpreter/callSites.ts';
import { isWithin, type Machine } from '../../interpreter/machine.ts';
import type { Fault, Traced } from '../../interpreter/recorder.ts';
import type { Guard } from '../../symbolic/guard.ts';
import { bindingReports } from '../bindings.ts';
import { causesOf } from '../diagnostics.ts';
import { functionReport } from '../functions.ts';
import { modelOutlines, type OutlineReport } from '../outline.ts';
import { type BindingReport, FAILED, type FunctionReport, NO_TALLY, type Tally, type TensorReport } from '../report.ts';
import type { Trace } from '../run.ts';
import { shapeText } from '../shapes.ts';
import { tensorReports } from '../tensors.ts';
import { extentOf } from './extent.ts';

/** All positions are those of the texts that the trace was made from. */
export interface PartReport {
  /** The part itself, where it computes with tensors. */
  readonly functions: readonly FunctionReport[];
  readonly tensors: readonly TensorReport[];
  readonly bindings: readonly BindingReport[];
  readonly findings: readonly PartFinding[];
  /** The models that its variables hold. */
  readonly models: readonly OutlineReport[];
  /** The shapes that it passes to functions of its file. */
  readonly calls: readonly CalledWith[];
  /** The ranks that it passes to parameters that state none; each stands at the start of the parameter. */
  readonly passed: readonly { readonly start: number; readonly rank: number | null }[];
  /** Where the statements of a root stand that its run did not reach. */
  readonly unreached: readonly number[];
  /** The ranks that other parts had passed to its own parameters when it ran. */
  readonly ranks: string;
  /** Names of the functions that ran, or whose texts told what they may write. */
  readonly entered: ReadonlySet<string>;
  /** Those of them of which no summary told what they do. */
  readonly ran: ReadonlySet<string>;
  /** Whether the type checker was asked, whose types may come from anywhere. */
  readonly asksTypes: boolean;
  readonly tally: Tally;
}

export interface PartFinding {
  readonly finding: Finding;
  /** Where a fault is told and where it is made. */
  readonly fault: Pick<Fault, 'place' | 'origin'> | null;
}

/** A finding with the relation behind it. */
export interface Cause extends PartFinding {
  readonly guard: Guard | null;
}

export interface CalledWith {
  /** The span of the function. */
  readonly start: number;
  readonly end: number;
  /** The tensors of each call: `[1, 784], [784, 10]`. */
  readonly shapes: readonly string[];
}

export interface Part {
  readonly root: Trace['root'];
  readonly report: PartReport;
  /** Its run, made when first asked for. */
  trace(): Trace;
}

/** What a part passes and was passed, and how often the type checker had been asked before it ran. */
export interface Passing {
  readonly passed: PassedRanks;
  readonly ranks: string;
  readonly questions: number;
}

export function reportPart(
  machine: Machine,
  file: ts.SourceFile,
  trace: Trace,
  { passed, ranks, questions }: Passing,
): PartReport {
  const { root, recorder } = trace;
  const extent = extentOf(root);
  const observed = (node: ts.Node) => recorder.seen(node);
  const tensors = tensorReports(machine, file, observed, extent);
  const isTensorRoot = recorder.guards.length > 0 || recorder.faults.length > 0 || tensors.length > 0;
  const report = {
    functions: isTensorRoot ? [functionReport(file, trace)] : [],
    tensors,
    bindings: bindingReports(machine, file, observed, extent),
    findings: causesOf(trace).map(({ finding, fault }) => ({ finding, fault })),
    models: modelOutlines(file, extent, trace.models),
    calls: callsOf(file, trace),
    passed: [...passed].map(([parameter, rank]) => ({ start: parameter.getStart(file), rank })),
    unreached: ts.isSourceFile(root) ? [] : unreachedIn(file, root, recorder.reached),
    ranks,
    entered: new Set([...recorder.entered.keys(), ...recorder.consulted].map(nameOfFunction)),
    ran: new Set([...recorder.ran].map(nameOfFunction)),
  };
  return { ...report, tally: tallyOf(report), asksTypes: machine.host.questions() > questions };
}

export function tallyOf({ functions, tensors }: Pick<PartReport, 'functions' | 'tensors'>): Tally {
  const known = tensors.filter(({ state }) => state === 'known');
  const failed = functions.filter(({ why }) => why?.startsWith(FAILED));
  return { functions: functions.length, tensors: tensors.length, known: known.length, failed: failed.length };
}

/** A root that meets no tensor: there is nothing to tell of it. */
export function idleReport(ranks: string): PartReport {
  const nothing = {
    functions: [],
    tensors: [],
    bindings: [],
    findings: [],
    models: [],
    calls: [],
    passed: [],
    unreached: [],
  };
  return { ...nothing, ranks, entered: new Set(), ran: new Set(), asksTypes: false, tally: NO_TALLY };
}

/** The innermost part in which a node stands. */
export function partAround(parts: readonly Part[], node: ts.Node): Part | null {
  return parts.find(({ root }) => isWithin(node, root)) ?? null;
}

function callsOf(file: ts.SourceFile, { recorder }: Trace): readonly CalledWith[] {
  return [...recorder.traced].flatMap(([node, calls]): CalledWith[] => {
    if (node.getSourceFile() !== file) return [];
    return [{ start: node.getStart(file), end: node.end, shapes: [...new Set(calls.map(tracedText))] }];
  });
}

/** The statements of the blocks in a root that did not run. */
function unreachedIn(file: ts.SourceFile, root: ts.Node, reached: ReadonlySet<ts.Statement>): readonly number[] {
  const found: number[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isBlock(node)) for (const one of node.statements) if (!reached.has(one)) found.push(one.getStart(file));
    ts.forEachChild(node, visit);
  };
  visit(root);
  return found;
}

function tracedText({ shapes, isCut }: Traced): string {
  const texts = shapes.flatMap((shape) => (shape === null ? [] : [shapeText(shape)]));
  return [...texts, ...(isCut ? ['…'] : [])].join(', ');
}

/** Enough to tell functions of a program apart, wherever they stand in their files; of methods with the class. */
export function nameOfFunction(node: ts.Node): string {
  const name = ts.isFunctionLike(node) ? textOf(node.name) : '';
  const owner = ts.isClassLike(node.parent) ? `${textOf(node.parent.name)}.` : '';
  return `${node.getSourceFile().fileName} ${owner}${name}`;
}

function textOf(name: ts.PropertyName | undefined): string {
  if (name === undefined) return '';
  return ts.isIdentifier(name) ? name.text : name.getText();
}
