/** The record of a run: what every expression was, which relations it needed, and what went wrong. */
import type { ts } from 'ts-morph';
import type { Refused } from '../kernels/ask.ts';
import { type Claim, type Condition, symbolsOfCondition, toCondition } from '../symbolic/condition.ts';
import type { Facts } from '../symbolic/facts.ts';
import type { Guard } from '../symbolic/guard.ts';
import { pinnedSymbol } from '../symbolic/guard.ts';
import type { Place, Reason } from '../symbolic/place.ts';
import { restate } from '../symbolic/restate.ts';
import { fromSymbol, isUnknown } from '../symbolic/size.ts';
import type { SizeSymbol } from '../symbolic/symbol.ts';
import { isRank } from '../tensor/spread.ts';
import type { FakeTensor, Shape } from '../tensor/tensor.ts';
import type { PassedRanks } from './callSites.ts';
import { relationsOf } from './claims.ts';
import type { Activation, Machine } from './machine.ts';
import { isWithin, placeOf } from './machine.ts';
import { resolved } from './resolved.ts';
import type { Closure, Value } from './values.ts';
import { oriented, pinning, told } from './wording.ts';

/** What one evaluation of an expression gave. */
export interface Observation {
  readonly value: Value;
  readonly under: readonly Condition[];
  /** The call in which it was evaluated. */
  readonly call: Activation | null;
  /** What the expression is in every call, in terms of what the call passes, where that is known. */
  readonly general?: FakeTensor;
}

/** Something that is wrong, before it is put into words. */
export interface Fault {
  readonly code: 'shape-mismatch' | 'contract-violation' | 'cast-mismatch';
  readonly place: Place;
  readonly message: string;
  readonly related: readonly { readonly place: Place; readonly message: string }[];
  /** The expression that is at fault, which may stand in a function that the place's function called. */
  readonly origin: Place;
  /** What is false, and what was known when it was asked. */
  readonly claim: Claim | null;
  readonly facts: Facts;
}

/** A guard of which only the place can be told. */
export type Untold = Pick<Guard, 'kind' | 'reason' | 'place'>;

interface NewFault {
  readonly code: Fault['code'];
  readonly node: ts.Node;
  readonly message: string;
  readonly claim?: Claim | null;
  /** What is at fault, where that is no node: a part of a comment beside it. */
  readonly place?: Place;
}

/** A value that a root returned. */
export interface Returned {
  readonly value: Value;
  readonly under: readonly Condition[];
}

/** The shapes that one call passed; `null` stands for what is no tensor. */
export interface Traced {
  readonly shapes: readonly (Shape | null)[];
  /** Whether it passed more than is kept. */
  readonly isCut: boolean;
}

/** Calls of one function beyond this many are not kept, but for the last. */
const MOST_CALLS = 16;

/** Arguments of one call beyond this many are not kept. */
const MOST_ARGUMENTS = 32;

/** Evaluations of one expression beyond this many are not kept, but for the last. */
export const MOST_OBSERVATIONS = 6;

export class Recorder {
  /** The function or file that is being run as a root. */
  readonly root: ts.Node | null;
  readonly observations = new Map<ts.Node, Observation[]>();
  /** The expressions that ran without anything to observe. */
  readonly #passed = new Set<ts.Node>();
  readonly guards: Guard[] = [];
  /** Relations that the trace needs, too, of sizes that are not known: there is no telling them. */
  readonly untold: Untold[] = [];
  readonly faults: Fault[] = [];
  /** The statements that began to run. */
  readonly reached = new Set<ts.Statement>();
  /** The functions that ran, each with its calls: those that did not are run at the end. */
  readonly entered = new Map<ts.Node, Activation[]>();
  /** Those of them that ran themselves: of others a summary told what they do. */
  readonly ran = new Set<ts.Node>();
  /** Functions of which it read what their texts may write, and those that ran on inputs of no call. */
  readonly consulted = new Set<ts.Node>();
  /** The first closure that it made of each function, to run those that nothing calls. */
  readonly closures = new Map<ts.Node, Closure>();
  /** Whether it begins where things are otherwise than other runs find them: no summary holds for it. */
  isApart = false;
  /** The shapes with which functions were called, by their parameters; the first few of each. */
  readonly traced = new Map<ts.Node, readonly Traced[]>();
  /** What its calls pass to parameters whose types state no rank. */
  readonly ranksPassed: PassedRanks = new Map();
  /** More than zero while code is run on trial, for its effects only. */
  silence = 0;
  /** While functions are run for what they set: what they may have written beside that is not looked at. */
  isPreparing = false;
  /** While a function runs on abstract inputs: what it passes on is no call of the program. */
  isAbstract = false;
  /** Whether it was asked if two objects or tensors are one: on other inputs they may be. */
  asksIdentity = false;
  /** Whether what runs is looked at by itself, beside the run that it belongs to: it must not be noticed there. */
  isAside = false;
  /** Whether it would have been. */
  isNoticed = false;
  /** More than zero while one of several possible values is tried: what is wrong with it alone is no error. */
  tentative = 0;
  /** What is wrong with the values that are tried. */
  readonly #suspected: Fault[] = [];
  /** While code is looked at that the run passes by: it needs nothing. */
  isLooking = false;
  /** What was seen on such looks, the steps that they took, and the code that was looked at. */
  readonly glimpses = new Map<ts.Node, Observation[]>();
  lookedSteps = 0;
  readonly looked = new Set<ts.Node>();
  /** Ranks that operations told of tensors; `null` where the program itself asks for the rank, and may go on with another. */
  readonly ranks = new Map<SizeSymbol, number | null>();
  /** Whether the root itself was not run to its end, and not only a call in it. */
  isCut = false;
  /** Why the run stopped before its end. */
  gaveUp: Reason | null = null;

  /** How to take back what attempts have recorded, the latest last. */
  readonly #undo: (() => void)[] = [];
  #attempts = 0;

  constructor(root: ts.Node | null) {
    this.root = root;
  }

  /** Begins what may not count: its records are taken back or kept. */
  attempt(): { readonly undo: () => void; readonly keep: () => void } {
    const { gaveUp, lookedSteps } = this;
    const lists = [this.guards, this.untold, this.faults, this.#suspected];
    const lengths = lists.map((list) => list.length);
    const from = this.#undo.length;
    this.#attempts += 1;
    const undo = () => {
      this.#attempts -= 1;
      for (const one of this.#undo.splice(from).reverse()) one();
      lists.forEach((list, index) => {
        list.length = lengths[index] ?? 0;
      });
      Object.assign(this, { gaveUp, lookedSteps });
    };
    const keep = () => {
      this.#attempts -= 1;
      if (this.#attempts === 0) this.#undo.length = 0;
    };
    return { undo, keep };
  }

  /** What to do where what is recorded now is taken back. */
  onUndo(undo: () => void): void {
    if (this.#attempts > 0) this.#undo.push(undo);
  }

  /** A function begins to run. */
  enter(node: ts.Node, call: Activation): void {
    const known = this.entered.get(node);
    if (known === undefined) this.entered.set(node, [call]);
    else if (known.length < MOST_CALLS) known.push(call);
    else known[known.length - 1] = call;
  }

  observe(machine: Machine, node: ts.Node, value: Value): void {
    if (this.silence > 0 || machine.thrown !== null) return;
    const call = machine.calls.at(-1) ?? null;
    const made: Observation = { value: resolved(machine, value), under: machine.path, call };
    const observations = this.isLooking ? this.glimpses : this.observations;
    const known = observations.get(node);
    if (known === undefined) {
      observations.set(node, [made]);
      this.onUndo(() => observations.delete(node));
      return;
    }
    const replaced = known.length < MOST_OBSERVATIONS ? [] : known.splice(-1);
    known.push(made);
    this.onUndo(() => known.splice(-1, 1, ...replaced));
  }

  /** An expression ran, and its value is not worth a record. */
  pass(machine: Machine, node: ts.Node): void {
    if (this.silence > 0 || machine.thrown !== null || this.isLooking || this.#passed.has(node)) return;
    this.#passed.add(node);
    this.onUndo(() => this.#passed.delete(node));
  }

  /** A statement begins to run. */
  reach(node: ts.Statement): void {
    if (this.silence > 0 || this.isLooking || this.reached.has(node)) return;
    this.reached.add(node);
    this.onUndo(() => this.reached.delete(node));
  }

  /** What the run saw of an expression; `null` of one that it did not reach. */
  seen(node: ts.Node): readonly Observation[] | null {
    return this.observations.get(node) ?? (this.#passed.has(node) ? [] : null);
  }

  /** Keeps the shapes of the tensors that a call passes. */
  noteCall(machine: Machine, node: ts.Node, args: readonly Value[]): void {
    if (this.silence > 0 || this.isPreparing || this.isLooking || this.isAbstract) return;
    const known = this.traced.get(node) ?? [];
    if (known.length >= MOST_CALLS) return;
    const shapes = args.slice(0, MOST_ARGUMENTS).map((arg) => {
      const value = resolved(machine, arg);
      return value.kind === 'tensor' ? value.tensor.shape : null;
    });
    if (shapes.every((shape) => shape === null)) return;
    this.traced.set(node, [...known, { shapes, isCut: args.length > MOST_ARGUMENTS }]);
    this.onUndo(() => this.traced.set(node, known));
  }

  /** Code is looked at, once in a run. */
  look(node: ts.Node): void {
    this.looked.add(node);
    this.onUndo(() => this.looked.delete(node));
  }

  /** What was only looked at counts where the run itself saw nothing. */
  adoptGlimpses(): void {
    for (const [node, seen] of this.glimpses) if (!this.observations.has(node)) this.observations.set(node, seen);
  }

  /** What an operation demanded may have told the rank of a tensor, also of what was computed from it before. */
  noteRank(machine: Machine, claim: Claim): void {
    if (this.isLooking) return;
    const [symbol, other] = symbolsOfCondition(toCondition(claim));
    if (symbol === undefined || other !== undefined || !isRank(symbol) || !machine.facts.isPinned(symbol)) return;
    const rank = machine.facts.range(fromSymbol(symbol)).min;
    const known = this.ranks.get(symbol);
    this.ranks.set(symbol, known === undefined || known === rank ? rank : null);
  }

  /** The program asks, and goes on either way. */
  noteQuestion(claim: Claim): void {
    if (this.isLooking) return;
    for (const symbol of symbolsOfCondition(toCondition(claim)).filter(isRank)) this.ranks.set(symbol, null);
  }

  /** Keeps a relation that the trace needs, at the expression that runs or at a place beside it. Relations over sizes that the analysis lost cannot be told. */
  guard(
    machine: Machine,
    claim: Claim,
    kind: Guard['kind'],
    reason: string,
    under: readonly Condition[],
    at: Place | null = null,
  ): void {
    if (this.silence > 0 || this.isLooking || machine.thrown !== null || machine.node === null) return;
    const place = at ?? placeOf(machine.node);
    const asked = told(machine, toCondition(claim));
    if (relationsOf(asked).some(({ left, right }) => isUnknown(left) || isUnknown(right))) {
      this.leaveSeen(machine, { kind, reason, place });
      return;
    }
    const condition =
      asked.kind === 'relation'
        ? toCondition(oriented(restate(machine.facts.reduce(asked.relation)), machine.node))
        : asked;
    const relations = relationsOf(condition);
    if (relations.length === 0) return;
    const [relation] = relations;
    // What is asked is assumed next: it is learned once.
    const after = () => machine.facts.assume(asked);
    const pins = condition.kind === 'relation' && relation ? pinnedSymbol(relation, machine.facts, after) : null;
    this.guards.push({
      condition: pins === null || relation === undefined ? condition : pinning(relation, pins, machine.facts),
      kind,
      reason,
      under,
      ...this.locate(machine, machine.node, reason, place),
      pins,
    });
  }

  /** Keeps the place of a guard that cannot be told. */
  leave({ kind, reason, place }: Untold): void {
    const known = this.untold.some((one) => samePlace(one.place, place) && one.reason === reason);
    if (!known) this.untold.push({ kind, reason, place });
  }

  /** The same where it stands in what the root calls: it is told at the call. */
  leaveSeen(machine: Machine, { kind, reason, place }: Untold): void {
    if (this.silence > 0 || this.isLooking || machine.node === null) return;
    this.leave({ kind, reason, place: this.locate(machine, machine.node, reason, place).place });
  }

  /** Keeps something that is wrong; told once, however often the expression runs. */
  fault(machine: Machine, { code, node, message, claim = null, place: origin = placeOf(node) }: NewFault): void {
    if (this.silence > 0 || this.isLooking || machine.thrown !== null) return;
    if (claim !== null && isVague(claim)) return;
    const { place, related } = this.locate(machine, node, message, origin);
    const fault: Fault = { code, place, message, origin, related, claim, facts: machine.firm.facts };
    const faults = this.tentative > 0 ? this.#suspected : this.faults;
    const isKnown = faults.some((one) => samePlace(one.place, place) && one.message === message);
    if (this.tentative > 0 || !isKnown) faults.push(fault);
  }

  /** Tries several possible values, each by the function that it gives: what is wrong with all of them is an error. */
  trying<T>(run: (attempt: <R>(one: () => R) => R) => T): T {
    const before = this.#suspected.length;
    let isWrong = true;
    this.tentative += 1;
    const result = run((one) => {
      const known = this.#suspected.length;
      const made = one();
      isWrong &&= this.#suspected.length > known;
      return made;
    });
    this.tentative -= 1;
    const [first] = this.#suspected.splice(before);
    if (first === undefined || !isWrong) return result;
    const faults = this.tentative > 0 ? this.#suspected : this.faults;
    if (!faults.some((one) => samePlace(one.place, first.place))) faults.push(first);
    return result;
  }

  /** An operation whose requirement is false. */
  refuse(machine: Machine, node: ts.Node, name: string, { reason, words, claim, advice }: Refused): void {
    const said = words ?? (reason.startsWith(name) ? reason : `${name}: ${reason}`);
    const message = advice === null ? said : `${said.replace(/\.$/, '')}. ${advice}`;
    this.fault(machine, { code: 'shape-mismatch', node, message, claim });
  }

  /** The innermost place of the present calls that stands in the root's own text, and where it leads to. */
  locate(
    machine: Machine,
    node: ts.Node,
    message: string,
    place: Place = placeOf(node),
  ): Pick<Fault, 'place' | 'related'> {
    if (this.root === null || isWithin(node, this.root)) return { place, related: [] };
    const site = machine.calls.findLast((call) => this.root !== null && isWithin(call.site, this.root))?.site;
    return { place: placeOf(site ?? node), related: [{ place, message }] };
  }
}

export function samePlace(a: Place, b: Place): boolean {
  return a.file === b.file && a.start === b.start && a.end === b.end;
}

/** Whether a claim speaks of sizes that nothing states: what is proven about them rests on what was taken for granted. */
function isVague(claim: Claim): boolean {
  return symbolsOfCondition(toCondition(claim)).some(({ backing }) => backing === 'opaque' || backing === 'unknown');
}
