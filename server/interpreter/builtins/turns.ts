/** Running a callback for an unknown number of elements: once, with its effects as they are after every turn. */
import { ts } from 'ts-morph';
import { less } from '../../symbolic/relation.ts';
import { asConstant, constant, fromSymbol, type Size } from '../../symbolic/size.ts';
import { makeSymbol } from '../../symbolic/symbol.ts';
import { branchValue } from '../branch.ts';
import { type Cell, type Delta, markCells } from '../cell.ts';
import { type Machine, reasonAt } from '../machine.ts';
import { sizeValue } from '../objects.ts';
import { blur } from '../tape.ts';
import { unknown } from '../unknown.ts';
import { UNDEFINED, type Value } from '../values.ts';
import { markObjects } from './turns/frozen.ts';
import { type Guess, guessContent, guessState, type Loop } from './turns/guess.ts';
import { isNarrowed } from './turns/narrowed.ts';
import { type Attempt, attemptTurn, knowing, trialTurn } from './turns/trial.ts';

/** Gives what one turn gave, with an index that stands for all. The effects are those of `length` turns. */
export function everyTurn(machine: Machine, length: Size, node: ts.Node, turn: (index: Value) => Value): Value {
  const turns = machine.facts.simplify(length);
  if (asConstant(turns) === 0) return UNDEFINED;
  blur(machine);
  // Once the budget is spent nothing can be learned from trying, and loops inside loops would be tried without end.
  if (machine.gaveUp !== null) return turn(unknown(machine.gaveUp));
  const index = fromSymbol(makeSymbol({ name: 'i', origin: 'i', backing: 'data', min: 0 }));
  let result: Value = UNDEFINED;
  let guesses: Guesses = new Map();
  const { facts } = machine;
  branchValue(
    machine,
    less(constant(0), turns),
    () => {
      machine.assume(less(index, turns), true);
      const run = () => {
        machine.turns.push({
          index,
          count: hasJump(node) ? null : turns,
          entered: machine.path.length,
          visited: new Set(),
        });
        result = turn(sizeValue(index));
        machine.turns.pop();
      };
      const loop: Loop = { node, mark: markObjects() };
      const { steps, touched } = machine;
      const newest = markCells();
      const { contents, isLeft, learned } = trialTurn(machine, loop, run);
      const first = knowing(machine, learned, () => guess(machine, loop, outside(contents, newest)));
      // Of a long turn that meets no tensor nothing is worth more than what it forgets.
      const isData = machine.touched === touched && machine.steps - steps > DATA_STEPS;
      if (isData && !isLeft && !isLeftLater(machine, loop, index, run, weakest(first))) {
        guesses = weakest(first);
        result = unknown(reasonAt(node, 'changes in every turn'), { provenance: 'outside', origin: 'n' });
        return UNDEFINED;
      }
      const verified = isData ? unverified(weakest(first)) : verify(machine, loop, index, run, first);
      const isOfTurns = [...verified.guesses.keys()].some(({ value }) => isNarrowed(machine, facts, value));
      verified.go(machine, index, run);
      guesses = machine.thrown === null ? adopted(machine, verified.guesses) : verified.guesses;
      if (isOfTurns && machine.thrown === null) {
        enter(machine, guesses, turns);
        guesses = new Map();
      }
      return UNDEFINED;
    },
    () => UNDEFINED,
  );
  if (machine.thrown === null) enter(machine, guesses, turns);
  return result;
}

/** Guesses are weakened this often, then all that are left are given up. */
const MOST_ROUNDS = 6;

/** A turn that meets no tensor and takes more steps than this is run once, for what it writes. */
const DATA_STEPS = 120;

/** Whether a turn that is not the first may leave the loop: a counter may have come to its end by then. */
function isLeftLater(machine: Machine, loop: Loop, index: Size, run: () => void, guesses: Guesses): boolean {
  if (!hasJump(loop.node)) return false;
  const mark = machine.journal.mark();
  enter(machine, guesses, index);
  const { isLeft } = trialTurn(machine, loop, run);
  machine.journal.rollback(mark);
  return isLeft;
}

const jumps = new WeakMap<ts.Node, boolean>();

/** Whether a statement that leaves a loop stands in a node. */
function hasJump(node: ts.Node): boolean {
  let known = jumps.get(node);
  if (known === undefined) {
    const isJump = (one: ts.Node) => ts.isBreakStatement(one) || ts.isReturnStatement(one) || ts.isThrowStatement(one);
    const look = (one: ts.Node): boolean =>
      isJump(one) || (!ts.isFunctionLike(one) && ts.forEachChild(one, look) === true);
    known = ts.isIterationStatement(node, false) && look(node.statement);
    jumps.set(node, known);
  }
  return known;
}

function adopted(machine: Machine, guesses: Guesses): Guesses {
  return new Map([...guesses].map(([cell, one]) => [cell, one.adopt(machine, cell.value)]));
}

function weakest(guesses: Guesses): Guesses {
  return new Map([...guesses].map(([cell, one]) => [cell, one.weakest()]));
}

type Guesses = ReadonlyMap<Cell<unknown>, Guess>;

function enter(machine: Machine, guesses: Guesses, turns: Size): void {
  for (const [cell, { at }] of guesses) machine.journal.write(cell, at(machine, turns));
}

/** Guesses for the cells of a delta. */
function guess(machine: Machine, loop: Loop, delta: Delta): Guesses {
  const guesses = new Map<Cell<unknown>, Guess>();
  for (const [cell, after] of delta) {
    const made = guessState(cell, after, loop) ?? guessContent(machine, cell.value, after, loop);
    if (made !== null) guesses.set(cell, made);
  }
  return guesses;
}

/** Guesses that hold, and how to go on with the turn that they tell. */
interface Verified {
  readonly guesses: Guesses;
  readonly go: (machine: Machine, index: Size, run: () => void) => void;
}

function unverified(guesses: Guesses): Verified {
  const go = (machine: Machine, index: Size, run: () => void) => {
    enter(machine, guesses, index);
    run();
  };
  return { guesses, go };
}

/**
 * Guesses from a first turn. Those that a further turn contradicts are replaced by weaker ones. A later turn may also
 * write what the first did not; variables of the turn itself are new each time, and no guess that stays leads to them.
 */
function verify(machine: Machine, loop: Loop, index: Size, run: () => void, first: Guesses): Verified {
  if (first.size === 0) return unverified(first);
  let current = first;
  let recent = first;
  // What is written only where nothing was guessed of it says nothing of the turns: a count that is not known stays so.
  const idle = new Set<Cell<unknown>>();
  for (let round = 0; round < MOST_ROUNDS; round++) {
    const mark = machine.journal.mark();
    enter(machine, current, index);
    const newest = markCells();
    const attempt = attemptTurn(machine, loop, run);
    const { contents: delta, learned } = attempt;
    const next = new Map<Cell<unknown>, Guess>();
    let isStable = true;
    knowing(machine, learned, () => {
      for (const [cell, one] of current) {
        if (recent.has(cell) && !delta.has(cell)) {
          idle.add(cell);
          continue;
        }
        const refined = one.refine(machine, index, delta.has(cell) ? delta.get(cell) : cell.value);
        if (refined !== one) isStable = false;
        next.set(cell, refined);
      }
    });
    const entered = machine.journal.since(mark);
    machine.journal.rollback(mark);
    const written = new Map([...outside(delta, newest)].filter(([cell]) => !current.has(cell) && !idle.has(cell)));
    const added = knowing(machine, learned, () => guess(machine, loop, written));
    const isVerified = isStable && added.size === 0;
    if (isVerified && next.size === current.size) return { guesses: next, go: () => goOn(machine, entered, attempt) };
    attempt.drop();
    if (isVerified) return unverified(next);
    current = new Map([...next, ...added]);
    recent = added;
  }
  return unverified(weakest(current));
}

/** The turn that was tried last is the one that counts. */
function goOn(machine: Machine, entered: Delta, attempt: Attempt): void {
  machine.journal.replay(entered);
  attempt.keep();
}

/** What a turn leaves in the cells that were there before it; that something became what it was is no effect. */
function outside(delta: Delta, newest: number): Delta {
  return new Map([...delta].filter(([{ born, isInner }]) => born <= newest && isInner !== true));
}
