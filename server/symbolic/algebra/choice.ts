/** Conditional sizes: `c ? a : b` is `truth(c) * (a - b) + b`, so that sums and products of choices are polynomials. */
import { type Condition, type NamedCondition, ofRelation, type RelationCondition } from '../condition.ts';
import { decideAlone, negateRelation } from '../relation.ts';
import { restrictTerms, truthsOf } from './cases.ts';
import { canonical } from './form.ts';
import { internAtom, type Size, type TruthAtom, type TruthCondition } from './node.ts';
import { add, collect, fromAtom, multiply, ONE, product, subtract, ZERO } from './polynomial.ts';

/** Sizes that depend on more conditions than this keep them inside their atoms. */
const MAX_LIFTED = 2;

export function choose(condition: Condition, whenTrue: Size, whenFalse: Size): Size {
  if (whenTrue === whenFalse) return whenTrue;
  return add(multiply(truthOf(condition), subtract(whenTrue, whenFalse)), whenFalse);
}

/** 1 where the condition holds, else 0. */
function truthOf(condition: Condition): Size {
  switch (condition.kind) {
    case 'constant':
      return condition.value ? ONE : ZERO;
    case 'not':
      return subtract(ONE, truthOf(condition.operand));
    case 'all':
      return product(condition.operands.map(truthOf));
    case 'any':
      return subtract(ONE, product(condition.operands.map((operand) => subtract(ONE, truthOf(operand)))));
    case 'relation':
      return truthOfRelation(condition);
    case 'named':
      return fromAtom(truthAtom(`named ${condition.id}`, condition, condition));
  }
}

/** One atom for a relation, its negation, and every way to write them. The first way is kept. */
function truthOfRelation(condition: RelationCondition): Size {
  const { op, left, right } = condition.relation;
  if (op === '!=') return subtract(ONE, truthOfRelation(negated(condition)));
  const scaled = canonical(subtract(left, right));
  if (scaled === null) return decideAlone(condition.relation) === 'yes' ? ONE : ZERO;
  const { form, scale, shift } = scaled;
  if (op === '==') {
    const value = -shift / scale;
    return Number.isInteger(value) ? fromAtom(truthAtom(`${form.id} == ${value}`, condition, form)) : ZERO;
  }
  // scale * form + shift <= limit
  const limit = ((op === '<' ? -1 : 0) - shift) / scale;
  if (scale > 0) return fromAtom(truthAtom(`${form.id} <= ${Math.floor(limit)}`, condition, form));
  return subtract(ONE, fromAtom(truthAtom(`${form.id} <= ${Math.ceil(limit) - 1}`, negated(condition), form)));
}

function negated({ relation }: RelationCondition): RelationCondition {
  return ofRelation(negateRelation(relation));
}

function truthAtom(
  key: string,
  condition: TruthCondition,
  { symbols, names, owner }: Size | NamedCondition,
): TruthAtom {
  return internAtom<TruthAtom>(owner, `truth ${key}`, () => ({
    kind: 'truth',
    condition,
    symbols,
    names,
    bounds: { min: 0, max: 1 },
    weight: condition.kind === 'named' ? 1 : condition.relation.left.weight + condition.relation.right.weight,
  }));
}

/** The size where a condition is known to hold (or not to). */
export function restrict(size: Size, truth: TruthAtom, holds: boolean): Size {
  return collect(restrictTerms(size.terms, truth, holds));
}

/** Applies a function of two sizes in each case of the conditions that they depend on. */
export function byCases([a, b]: readonly [Size, Size], apply: (a: Size, b: Size) => Size, depth = 0): Size {
  const [truth] = truthsOf([...a.terms, ...b.terms]);
  if (truth === undefined || depth === MAX_LIFTED) return apply(a, b);
  const side = (holds: boolean) => byCases([restrict(a, truth, holds), restrict(b, truth, holds)], apply, depth + 1);
  return add(multiply(fromAtom(truth), subtract(side(true), side(false))), side(false));
}
