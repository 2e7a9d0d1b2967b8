/** The machine: the state of an abstract run, passed to everything that takes part in it. */
import { ts } from 'ts-morph';
import type { DataFile } from '../kernels/ask.ts';
import type { Library } from '../libraries/row.ts';
import { type Claim, type Condition, toCondition } from '../symbolic/condition.ts';
import { Facts } from '../symbolic/facts.ts';
import { LateFacts } from '../symbolic/lateFacts.ts';
import type { Place, Reason } from '../symbolic/place.ts';
import type { SizeSymbol } from '../symbolic/symbol.ts';
import type { Verdict } from '../symbolic/verdict.ts';
import type { Collector } from './branch.ts';
import type { PassedRanks } from './callSites.ts';
import { type Cell, type Delta, Journal } from './cell.ts';
import type { ModuleRecord } from './modules.ts';
import type { Recorder } from './recorder.ts';
import type { Turns } from './several.ts';
import type { Summaries } from './summaries/table.ts';
import type { Tape } from './tape.ts';
import type { ClassValue, Closure, Value } from './values.ts';
import type { Watch } from './watch.ts';

/** What the machine needs to know about the program around the files. */
export interface Host {
  sourceFile(path: string): ts.SourceFile | null;
  resolveModule(
    specifier: string,
    from: string,
  ): { readonly kind: 'source'; readonly path: string } | { readonly kind: 'package'; readonly name: string } | null;
  checker(): ts.TypeChecker;
  /** Whether a name that a file does not declare may be declared for all files. */
  mayBeGlobal(name: string): boolean;
  /** How often the checker was asked for: its types depend on texts that no run enters. */
  questions(): number;
  /** The file of data that a program means by a path, or why there is none. */
  dataFile(name: string, from: string): DataFile | { readonly skipped: string };
  /** The known library that a module name stands for. */
  libraryOf(specifier: string): Library | null;
  /** The library behind a global name that no file declares, such as `tf`. */
  globalLibrary(name: string): Library | null;
  readonly libraries: readonly Library[];
}

/** An instance as the constructor of its class and its other methods leave it. */
export interface Prepared {
  readonly instance: Value;
  /** What making it changed elsewhere, which holds for what runs on it and for nothing else. */
  readonly effects: Delta;
  /** Whether that is more than how many things were made: then what others found does not hold here. */
  readonly isApart: boolean;
}

/** A call that is being run. */
export interface Activation {
  /** The call expression, or the function itself for a root. */
  readonly site: ts.Node;
  readonly closure: Closure | null;
  /** What had been decided when the call began. */
  readonly path?: readonly Condition[];
  readonly self?: Value;
  readonly args?: readonly Value[];
  /** The call inside which it is. */
  readonly outer?: Activation | null;
}

/** Counted, so that the same input gives the same output on every machine. */
export const BUDGET = {
  /** Units of work in one root: an expression is one, what asks the facts is several. */
  steps: 40_000,
  /** The share of what is left that one call may use, and what every call may use. */
  share: 1 / 2,
  call: 2_000,
  /** The same in a root that is too long for that: its own text comes first. */
  sparingShare: 1 / 200,
  sparingCall: 100,
  /** Units of work in the run of a function that is to be summarized. */
  summary: 10_000,
  /** Steps after which a call that met no tensor counts as code that computes with data only. */
  data: 1_000,
  /** Calls inside calls; where every condition on the way was decided, more. */
  depth: 16,
  decidedDepth: 64,
  /** Steps after which even a recursion of which all is decided is left. */
  recursionSteps: 10_000,
  /** Expressions and statements inside one another, also those of calls: each takes its part of the host's stack. */
  nesting: 800,
  /** Characters of a text that is known. */
  characters: 100_000,
  /** Elements of an array that are told apart. */
  slots: 50_000,
  /** Turns of a loop that is unrolled. */
  turns: 64,
  /** Calls of one function inside one root; later ones give unknown. */
  recursion: 3,
};

/** So much work on the facts counts as one step. */
const WORK_IN_STEP = 6;

export class Machine {
  readonly host: Host;
  readonly journal = new Journal();
  readonly modules = new Map<string, ModuleRecord>();
  recorder: Recorder;
  /** All that is known here, with what was assumed to go on. */
  facts: Facts = Facts.none;
  /** What is known without assumptions: only what this refutes is an error. */
  firm: LateFacts = LateFacts.of(Facts.none);
  /** The conditions decided since the root began, in order. */
  path: readonly Condition[] = [];
  readonly calls: Activation[] = [];
  /** What the calls of each analysed file pass to its parameters without types. */
  readonly passed = new Map<ts.SourceFile, PassedRanks>();
  /** The first closure made of each function, to run those that nothing calls. */
  readonly closures = new Map<ts.Node, Closure>();
  readonly classes = new Map<ts.ClassLikeDeclaration, ClassValue>();
  /** The same by the files in which they stand. */
  readonly classesIn = new Map<ts.SourceFile, Map<ts.ClassLikeDeclaration, ClassValue>>();
  /** What functions need and give that were run on abstract inputs. */
  readonly summaries: Summaries = new Map();
  /** An instance of each class of an analysed module, made when it is first asked for. */
  readonly instances = new Map<ts.ClassLikeDeclaration, () => Prepared>();
  /** The functions that ran for what they set before any root runs. */
  readonly prepared = new Set<ts.Node>();
  /** The newest symbol when the run of the present root began. */
  begun = 0;
  readonly collectors: Collector[] = [];
  /** Sizes of tensors of which only a cast states the rank: what is wrong with that rank is no error. */
  readonly castSizes = new WeakSet<SizeSymbol>();
  /** Loops that are run once for all of their turns, the innermost last. */
  readonly turns: Turns[] = [];
  /** How often something ran that may throw for reasons that are not seen. */
  risks = 0;
  /** What was first taken for granted in order to go on: that null is not what it seems, and the like. */
  presumed: Reason | null = null;
  /** Set while an exception of the user's program is on its way out of an expression. */
  thrown: Value | null = null;
  node: ts.Node | null = null;
  /** What the program has registered with the library, by name. */
  readonly registry = new Map<string, unknown>();
  /** How many things the program has made that the library counts, by name. */
  readonly counts = new Map<string, Cell<Value>>();
  /** What runs while a gradient is taken. */
  tape: Tape | null = null;
  steps = 0;
  /** Those of all runs that have ended. */
  stepsBefore = 0;
  /** Those of the present root that were not counted. */
  freeSteps = 0;
  /** Expressions and statements inside one another that are being run. */
  nesting = 0;
  /** A statement of a root of which the states before it are kept. */
  watch: Watch | null = null;
  /** Steps after which the code that runs now is left: `soft` as long as it meets no tensor. */
  limit = { soft: BUDGET.steps, hard: BUDGET.steps };
  /** Whether calls may use little, so that the root's own text is run to its end. */
  isSparing = false;
  /** How often the library was asked for something. */
  touched = 0;
  /** Why what runs now, a call or the whole root, is not run to its end. */
  gaveUp: Reason | null = null;

  constructor(host: Host, recorder: Recorder) {
    this.host = host;
    this.recorder = recorder;
  }

  decide(claim: Claim): Verdict {
    return this.facts.decide(claim);
  }

  /** Goes on knowing the claim; `firm` where the program cannot get here without it. */
  assume(claim: Claim, firm: boolean): void {
    const cause = { place: this.here(), text: this.node === null ? '' : textOf(this.node) };
    // As long as nothing was assumed, what is known and what is firm are one.
    const isOne = this.firm.are(this.facts);
    this.facts = this.facts.assume(claim, cause);
    if (firm) this.firm = isOne ? LateFacts.of(this.facts) : this.firm.assume(claim, cause);
  }

  /** Assumes a condition of the path: what follows happens only where it holds. */
  enter(claim: Claim): void {
    this.recorder.noteQuestion(claim);
    this.assume(claim, true);
    this.path = [...this.path, toCondition(claim)];
  }

  here(): Place | null {
    return this.node === null ? null : placeOf(this.node);
  }

  /** Goes on where the program would throw if the analysis had seen all of it. */
  presume(node: ts.Node, message: string): Reason {
    const reason = reasonAt(node, message);
    this.presumed ??= reason;
    this.risks += 1;
    return reason;
  }

  /** Some units of work. False once the budget of what runs now is spent. */
  step(units = 1): boolean {
    if (this.gaveUp !== null) return false;
    this.steps += units + this.facts.due(WORK_IN_STEP);
    if (this.steps <= this.limit.soft) return true;
    this.gaveUp = { message: 'the budget of steps is spent', place: this.here() };
    return false;
  }

  /** Tensors are computed with: what runs now is more than work on data. */
  touch(): void {
    this.touched += 1;
    if (this.limit.soft < this.limit.hard) this.limit = { soft: this.limit.hard, hard: this.limit.hard };
  }
}

export function placeOf(node: ts.Node): Place {
  const file = node.getSourceFile();
  return { file: file.fileName, start: node.getStart(file), end: node.end };
}

/** The source of a node on one line, shortened. */
export function textOf(node: ts.Node): string {
  const text = node
    .getText()
    .replace(/\s+/g, ' ')
    .replace(/ \.(?!\.)/g, '.');
  return text.length > 60 ? `${text.slice(0, 57)}...` : text;
}

export function reasonAt(node: ts.Node, message: string): Reason {
  return { message, place: placeOf(node) };
}

/** Whether a node stands inside another. */
export function isWithin(node: ts.Node, outer: ts.Node): boolean {
  return node.pos >= outer.pos && node.end <= outer.end && node.getSourceFile() === outer.getSourceFile();
}

/** A name as the author would call a function, for messages: `Net.forward`, `main`. */
export function functionName(node: ts.Node): string {
  if (ts.isSourceFile(node)) return '<module>';
  const owner = node.parent;
  if (ts.isConstructorDeclaration(node)) return `${className(node.parent)}.constructor`;
  if (ts.isMethodDeclaration(node) || ts.isAccessor(node)) {
    const name = node.name.getText();
    return ts.isClassLike(owner) ? `${className(owner)}.${name}` : name;
  }
  if (ts.isFunctionDeclaration(node)) return node.name?.text ?? 'default';
  if (ts.isFunctionExpression(node) && node.name) return node.name.text;
  if (ts.isVariableDeclaration(owner)) return owner.name.getText();
  if (ts.isPropertyDeclaration(owner)) return `${className(owner.parent)}.${owner.name.getText()}`;
  if (ts.isPropertyAssignment(owner)) return owner.name.getText();
  if (ts.isBinaryExpression(owner) && owner.operatorToken.kind === ts.SyntaxKind.EqualsToken)
    return owner.left.getText();
  if (ts.isExportAssignment(owner)) return 'default';
  return '<anonymous>';
}

function className(node: ts.ClassLikeDeclaration | ts.ClassElement['parent']): string {
  if (!ts.isClassLike(node)) return '<object>';
  if (node.name) return node.name.text;
  return ts.isVariableDeclaration(node.parent) ? node.parent.name.getText() : '<class>';
}
