/**
 * What one turn of a loop needs, as what all of its turns need: a bound that moves with the number of the turn holds in
 * each where it holds in the first or in the last.
 */
import type { Claim } from '../symbolic/condition.ts';
import { lessOrEqual, type Relation } from '../symbolic/relation.ts';
import { constant, plus, type Size, substitute, subtract, symbolsOf } from '../symbolic/size.ts';
import type { SizeSymbol } from '../symbolic/symbol.ts';
import type { Machine } from './machine.ts';
import type { Turns } from './several.ts';

/** The claim itself where it does not depend on the number of a turn, or where not all turns come to it. */
export function inAllTurns(machine: Machine, claim: Claim): Claim {
  let needed = claim;
  for (const turns of machine.turns.toReversed()) {
    if (!('op' in needed)) {
      const condition: Claim = needed;
      if (condition.kind !== 'relation') return claim;
      needed = condition.relation;
    }
    const [index] = symbolsOf(turns.index);
    if (index === undefined || !mentions(needed, index)) continue;
    const whole = isReachedByAll(machine, turns, index) ? inWorstTurn(machine, needed, turns, index) : null;
    if (whole === null) return claim;
    needed = whole;
  }
  // What no choice of sizes makes true says nothing that a caller could grant.
  return machine.decide(needed) === 'no' ? claim : needed;
}

function mentions({ left, right }: Relation, index: SizeSymbol): boolean {
  return symbolsOf(left).includes(index) || symbolsOf(right).includes(index);
}

/** Whether the turns differ in nothing that was decided on the way. */
function isReachedByAll({ path }: Machine, { entered }: Turns, index: SizeSymbol): boolean {
  const decided = path.slice(entered);
  return decided.every(
    ({ symbols, names }) => names.length === 0 && !symbols.includes(index) && symbols.every(isOfInputs),
  );
}

function isOfInputs({ backing }: SizeSymbol): boolean {
  return backing === 'input';
}

/** The relation in the turn in which least of it is left; `null` where it does not move evenly. */
function inWorstTurn(
  machine: Machine,
  { op, left, right }: Relation,
  { count }: Turns,
  index: SizeSymbol,
): Relation | null {
  if (count === null || (op !== '<' && op !== '<=')) return null;
  const inTurn = (turn: Size) => (size: Size) => substitute(size, (symbol) => (symbol === index ? turn : null));
  const slack = (turn: number) => inTurn(constant(turn))(subtract(right, left));
  const [first, second, third] = [slack(0), slack(1), slack(2)];
  const step = machine.facts.simplify(subtract(second, first));
  if (machine.facts.simplify(subtract(third, second)) !== step) return null;
  const at = (turn: Size): Relation => ({ op, left: inTurn(turn)(left), right: inTurn(turn)(right) });
  if (machine.decide(lessOrEqual(constant(0), step)) === 'yes') return at(constant(0));
  if (machine.decide(lessOrEqual(step, constant(0))) === 'yes') return at(plus(count, -1));
  return null;
}
