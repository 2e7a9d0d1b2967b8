/** What shape rules ask, answered from the machine's facts. */

import { type Advice, type Ask, type DataFile, Refused, type Taped, Unreadable } from '../kernels/ask.ts';
import type { Claim } from '../symbolic/condition.ts';
import type { Facts } from '../symbolic/facts.ts';
import type { Reason } from '../symbolic/place.ts';
import { fromSymbol, type Size } from '../symbolic/size.ts';
import { makeSymbol } from '../symbolic/symbol.ts';
import type { Shape } from '../tensor/tensor.ts';
import { inAllTurns } from './allTurns.ts';
import { isCaught } from './branch.ts';
import type { Completion } from './completion.ts';
import { valueCell } from './join.ts';
import { type Machine, reasonAt, textOf } from './machine.ts';
import { receiverName } from './naming.ts';
import { taped } from './tape.ts';
import { freshShape } from './unknown.ts';
import { primitive, UNDEFINED } from './values.ts';

const THROW: Completion = { kind: 'throw', value: UNDEFINED };

export class MachineAsk implements Ask {
  readonly #machine: Machine;

  constructor(machine: Machine) {
    this.#machine = machine;
  }

  get facts(): Facts {
    return this.#machine.facts;
  }

  require(claim: Claim, reason: string, words?: () => string, advice?: Advice): void {
    this.#demand(claim, 'requires', reason, words, advice);
  }

  assume(claim: Claim, reason: string): void {
    this.#demand(claim, 'assumes', reason);
  }

  #demand(claim: Claim, kind: 'requires' | 'assumes', reason: string, words?: () => string, advice?: Advice): void {
    const machine = this.#machine;
    const verdict = machine.decide(claim);
    if (verdict === 'yes') return;
    if (verdict === 'no') {
      if (machine.firm.facts.decide(claim) === 'no')
        throw new Refused(reason, claim, words?.() ?? null, advice?.() ?? null);
      // A claim that only an assumption refutes proves nothing: it is told, and what follows rests on a contradiction.
      machine.recorder.guard(machine, claim, kind, reason, machine.path);
      throw new Unreadable({ message: `${reason}: against what was assumed before`, place: null });
    }
    const needed = kind === 'requires' ? inAllTurns(machine, claim) : claim;
    machine.recorder.guard(machine, needed, kind, reason, machine.path);
    machine.assume(needed, kind === 'requires');
    if (needed !== claim) machine.assume(claim, true);
    // A handler also runs on the ranks that throw here: what was before the `try` may have those.
    if (!isCaught(machine, THROW)) machine.recorder.noteRank(machine, claim);
  }

  fresh(name: string, min = 0, max: number | null = null): Size {
    const node = this.#machine.node;
    const origin = node === null ? name : textOf(node);
    const called = node === null ? null : receiverName(node);
    return fromSymbol(makeSymbol({ name: called === null ? name : `${called}0`, origin, backing: 'data', min, max }));
  }

  opaque(name: string, why: Reason, rank?: number): Shape {
    const node = this.#machine.node;
    const origin = (node === null ? null : receiverName(node)) ?? name;
    const reason = why.place === null && node !== null ? reasonAt(node, why.message) : why;
    return freshShape({ origin, provenance: 'outside', why: reason }, rank === undefined ? [] : [rank]);
  }

  file(name: string): DataFile {
    const { host, node } = this.#machine;
    if (node === null) throw new Unreadable({ message: 'no file is read here', place: null });
    const found = host.dataFile(name, node.getSourceFile().fileName);
    if ('text' in found) return found;
    throw new Unreadable(reasonAt(node, found.skipped));
  }

  get registry(): Map<string, unknown> {
    return this.#machine.registry;
  }

  count(name: string): number | null {
    const { counts, journal } = this.#machine;
    // As if it had always been there: counting is an effect for whoever counts first, too.
    const cell = counts.get(name) ?? { ...valueCell(primitive(0)), born: 0 };
    counts.set(name, cell);
    const { value } = cell;
    const made = value.kind === 'primitive' && typeof value.value === 'number' ? value.value + 1 : null;
    journal.write(cell, made === null ? value : primitive(made));
    return made;
  }

  tape<T>(run: () => T): Taped<T> {
    return taped(this.#machine, run);
  }

  unknown(message: string): Shape {
    const node = this.#machine.node;
    const why = node === null ? { message, place: null } : reasonAt(node, message);
    return freshShape({ origin: '?', provenance: 'lost', why }, []);
  }
}
