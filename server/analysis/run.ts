/** Running a root: a function on fake inputs, in the state that its module left. */
import { ts } from 'ts-morph';
import type { Root } from '../discovery/roots.ts';
import { noteAskedRanks } from '../interpreter/callSites.ts';
import { construct } from '../interpreter/construction.ts';
import { awaited } from '../interpreter/evaluate.ts';
import { makeClosure } from '../interpreter/expressions/function.ts';
import { inFreshRun } from '../interpreter/freshRun.ts';
import { callClosure } from '../interpreter/functions.ts';
import { isWithin, type Machine, type Prepared } from '../interpreter/machine.ts';
import type { ModuleRecord } from '../interpreter/modules.ts';
import { ownEntries } from '../interpreter/objects.ts';
import { parameterValue } from '../interpreter/parameters.ts';
import { Recorder } from '../interpreter/recorder.ts';
import { resolved } from '../interpreter/resolved.ts';
import { beforeInputs } from '../interpreter/summaries/summary.ts';
import { runForCalls } from '../interpreter/summaries/table.ts';
import { type ClassValue, type Closure, UNDEFINED, type Value } from '../interpreter/values.ts';
import type { Watch } from '../interpreter/watch.ts';
import { Facts } from '../symbolic/facts.ts';
import type { Guard } from '../symbolic/guard.ts';
import type { SizeSymbol } from '../symbolic/symbol.ts';
import { type Contract, contractOf, statedInput } from './contract.ts';
import { datasetTexts } from './datasetTexts.ts';
import type { ModelReport } from './explanation.ts';
import { generalize } from './generalRuns.ts';
import { toldGuards } from './guards.ts';
import { loosenerOf } from './lateExtents.ts';
import { learnedLate, learnRanks, settleObservations } from './learned.ts';
import { modelTables } from './modelTables.ts';
import { makeNamesUnique } from './names.ts';
import { FAILED } from './report.ts';
import { checkReturned } from './returned.ts';
import { symbolsIn } from './traceSymbols.ts';

/** What one abstract run of a root produced. */
export interface Trace {
  readonly root: Root | ts.SourceFile;
  readonly recorder: Recorder;
  /** What the root returned, each case under its conditions; what it throws is no return. */
  readonly returned: Value | null;
  readonly contract: Contract | null;
  /** The relations that it needs, without those that others imply. */
  readonly guards: readonly Guard[];
  /** What is known at the end. */
  readonly facts: Facts;
  /** The models among its values, by the names that hold them. */
  readonly models: ReadonlyMap<ts.Node, ModelReport>;
  /** The datasets, in a line each. */
  readonly datasets: ReadonlyMap<ts.Node, string>;
}

/** Runs a root and undoes its effects; the trace is what stays. One that is too long is run with shorter calls. */
export function runRoot(machine: Machine, module: ModuleRecord, root: Root): Trace {
  const full = traceRoot(machine, module, root);
  if (!full.recorder.isCut) return full;
  machine.isSparing = true;
  const sparing = traceRoot(machine, module, root);
  machine.isSparing = false;
  const isBetter = !sparing.recorder.isCut || sparing.recorder.observations.size > full.recorder.observations.size;
  return isBetter ? sparing : full;
}

const NO_EFFECTS: Prepared['effects'] = new Map();

function traceRoot(machine: Machine, module: ModuleRecord, root: Root): Trace {
  const prepared = preparedFor(machine, root);
  const recorder = new Recorder(root);
  recorder.isApart = prepared?.isApart === true;
  const contract = contractOf(root);
  let returned: Value | null = null;
  let facts = Facts.none;
  let models: Trace['models'] = new Map();
  let datasets: Trace['datasets'] = new Map();
  const watch = machine.watch !== null && isWithin(machine.watch.place.statement, root) ? machine.watch : null;
  watch?.begin(machine, recorder);
  const run = () => {
    try {
      returned = callRoot(machine, module, root, contract);
      facts = machine.facts;
      if (contract !== null) checkReturned(machine, root, contract);
      runUncalled(machine, recorder, root);
      recorder.adoptGlimpses();
      learnRanks(machine, recorder);
      generalize(machine, recorder);
      if (returned !== null) returned = learnedLate(machine, returned);
    } catch (error) {
      // A defect of the analysis costs one root, and is told.
      machine.gaveUp = { message: `${FAILED}${error}`, place: machine.here() };
    }
    watch?.end(machine);
    settleObservations(machine, recorder);
    models = modelTables(recorder);
    datasets = datasetTexts(recorder);
  };
  machine.begun = beforeInputs().newest;
  machine.journal.passing(() => {
    machine.journal.replay(prepared?.effects ?? NO_EFFECTS);
    inFreshRun(machine, recorder, run);
  });
  const guards = toldGuards(recorder);
  const symbols = symbolsIn({ recorder, returned, guards });
  makeNamesUnique(symbols);
  if (watch !== null && tellsOfOthers(watch, { recorder, returned, guards }, symbols)) watch.lose();
  return { root, recorder, returned, contract, guards, facts, models, datasets };
}

/** Whether a watched statement is all that tells of some symbol. */
function tellsOfOthers(
  { place: { statement } }: Watch,
  trace: Parameters<typeof symbolsIn>[0],
  symbols: readonly SizeSymbol[],
): boolean {
  return symbolsIn(trace, (node) => !isWithin(node, statement)).length < symbols.length;
}

/** The trace of a module's own body, which ran when it was loaded. */
export function moduleTrace(machine: Machine, { file, recorder }: ModuleRecord): Trace {
  settleObservations(machine, recorder);
  const models = modelTables(recorder);
  const datasets = datasetTexts(recorder);
  const guards = toldGuards(recorder);
  return { root: file, recorder, returned: null, contract: null, guards, facts: Facts.none, models, datasets };
}

function callRoot(machine: Machine, module: ModuleRecord, root: Root, contract: Contract | null): Value | null {
  machine.node = root;
  const target = targetOf(machine, module, root);
  if (target === null) return null;
  const before = beforeInputs();
  const args = inputsOf(machine, root, contract);
  const { closure, self } = target;
  const value = ts.isConstructorDeclaration(root)
    ? constructRoot(machine, root, args)
    : runForCalls(machine, closure, args, before, () => callClosure(machine, closure, self, args, root));
  noteAskedRanks(machine, root.parameters, args);
  const result = machine.thrown === null ? awaited(machine, value) : null;
  const threw = machine.thrown !== null;
  machine.thrown = null;
  return threw || result === null ? null : resolved(machine, result);
}

/** A constructor as a root: a new object on fake inputs. */
function constructRoot(machine: Machine, root: ts.ConstructorDeclaration, args: readonly Value[]): Value {
  const home = machine.classes.get(root.parent);
  return home === undefined ? UNDEFINED : construct(machine, home, args, root);
}

function inputsOf(machine: Machine, { parameters }: Root, contract: Contract | null): readonly Value[] {
  const values = parameters.map((one) => statedInput(contract, one, () => parameterValue(machine, one)));
  for (const condition of contract?.where ?? []) machine.assume(condition, true);
  return values;
}

interface Target {
  readonly closure: Closure;
  readonly self: Value;
}

/** The closure of a root, with the object that it runs on: an instance whose constructor was run. */
function targetOf(machine: Machine, module: ModuleRecord, root: Root): Target | null {
  const owner = ownerClass(root);
  if (owner === null)
    return { closure: machine.closures.get(root) ?? makeClosure(machine, root, module.scope), self: UNDEFINED };
  const home = machine.classes.get(owner);
  if (home === undefined) return null;
  if (isStatic(root)) return { closure: closureIn(home, root), self: home };
  const self = preparedFor(machine, root)?.instance ?? UNDEFINED;
  const field = fieldOf(self, root) ?? machine.closures.get(root);
  return { closure: field ?? closureIn(home, root), self };
}

function ownerClass(root: Root): ts.ClassLikeDeclaration | null {
  if (ts.isClassLike(root.parent)) return root.parent;
  const isField = ts.isPropertyDeclaration(root.parent) && ts.isClassLike(root.parent.parent);
  return isField ? (root.parent.parent as ts.ClassLikeDeclaration) : null;
}

function isStatic(root: Root): boolean {
  const member = ts.isPropertyDeclaration(root.parent) ? root.parent : root;
  return (
    ts.canHaveModifiers(member) &&
    (ts.getModifiers(member) ?? []).some((one) => one.kind === ts.SyntaxKind.StaticKeyword)
  );
}

function closureIn(home: ClassValue, node: Root): Closure {
  return { kind: 'closure', node, scope: home.scope, self: null, home, statics: new Map() };
}

/** The function that a field of an object holds. */
function fieldOf(self: Value, root: Root): Closure | undefined {
  const fields = self.kind === 'object' ? ownEntries(self).map(([, value]) => value) : [];
  return fields.find((value): value is Closure => value.kind === 'closure' && value.node === root);
}

/** The instance that a root runs on; `null` for what belongs to no object, and for constructors, which make one. */
export function preparedFor(machine: Machine, root: Root): Prepared | null {
  const owner = ownerClass(root);
  if (owner === null || isStatic(root) || ts.isConstructorDeclaration(root)) return null;
  return machine.instances.get(owner)?.() ?? null;
}

const inside = new WeakMap<ts.Node, readonly ts.Node[]>();

/** The functions that stand in a root, in the order of the text. */
function functionsIn(root: ts.Node): readonly ts.Node[] {
  const known = inside.get(root);
  if (known !== undefined) return known;
  const found: ts.Node[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isFunctionLike(node)) found.push(node);
    ts.forEachChild(node, visit);
  };
  ts.forEachChild(root, visit);
  inside.set(root, found);
  return found;
}

/** Event handlers and other closures of the root that nothing called: they run in the environment that made them. */
function runUncalled(machine: Machine, recorder: Recorder, root: ts.Node): void {
  for (let round = 0; round < 3; round++) {
    const waiting = functionsIn(root).flatMap((node) => {
      const closure = recorder.entered.has(node) ? undefined : recorder.closures.get(node);
      return closure === undefined ? [] : [closure];
    });
    if (waiting.length === 0) return;
    const loosenFor = loosenerOf(machine, waiting);
    for (const closure of waiting) {
      loosenFor(closure);
      const args = inputsOf(machine, closure.node, contractOf(closure.node));
      callClosure(machine, closure, UNDEFINED, args, closure.node);
      machine.thrown = null;
    }
  }
}
