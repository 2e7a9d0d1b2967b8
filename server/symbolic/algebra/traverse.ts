/** Walks over sizes: their symbols, their value, and the replacement of symbols. */
import { type Condition, relationCondition } from '../condition.ts';
import { holds, type Relation } from '../relation.ts';
import type { SizeSymbol } from '../symbol.ts';
import { choose } from './choice.ts';
import { floorDivide, modulo } from './division.ts';
import { maximum, minimum } from './extremes.ts';
import type { Atom, Monomial, Size, Term, TruthCondition } from './node.ts';
import { collect, fromAtom, fromSymbol, multiply, ONE, ZERO } from './polynomial.ts';

/** The symbols of a size in order of id, each once. */
export function symbolsOf(size: Size): readonly SizeSymbol[] {
  return size.symbols;
}

/** Whether the size contains one that the analysis lost. */
export function isUnknown(size: Size): boolean {
  return size.symbols.some(({ backing }) => backing === 'unknown');
}

/** The symbol that a size is, where it is no more than that. */
export function bareSymbol(size: Size): SizeSymbol | null {
  const [symbol] = size.symbols;
  return symbol !== undefined && size === fromSymbol(symbol) ? symbol : null;
}

/** The quotients, remainders, extremes and truths that its terms are made of, without those inside others. */
export function compoundsOf(size: Size): ReadonlySet<{ readonly symbols: readonly SizeSymbol[] }> {
  const atoms = size.terms.flatMap(({ monomial }) => monomial.factors.map(({ atom }) => atom));
  return new Set(atoms.filter(({ kind }) => kind !== 'symbol'));
}

export type Replace = (symbol: SizeSymbol) => Size | null;

/** The size with symbols replaced, once and at the same time; `null` keeps a symbol. */
export function substitute(size: Size, replace: Replace): Size {
  const replaced = new Map<SizeSymbol, Size>();
  for (const symbol of size.symbols) {
    const other = replace(symbol);
    if (other !== null) replaced.set(symbol, other);
  }
  return replaced.size === 0 ? size : rebuild(size, (atom) => substituteAtom(atom, replaced));
}

/** The size with every atom replaced by what `ofAtom` makes of it. */
export function rebuild(size: Size, ofAtom: (atom: Atom) => Size): Size {
  let isSame = true;
  const terms: Term[] = [];
  for (const term of size.terms) {
    const replaced = rebuildMonomial(term.monomial, ofAtom);
    if (replaced === null) terms.push(term);
    else {
      isSame = false;
      for (const { coefficient, monomial } of replaced.terms) {
        terms.push({ coefficient: coefficient * term.coefficient, monomial });
      }
    }
  }
  return isSame ? size : collect(terms);
}

/** `null` where no atom changes. */
function rebuildMonomial(monomial: Monomial, ofAtom: (atom: Atom) => Size): Size | null {
  const bases = monomial.factors.map(({ atom }) => ofAtom(atom));
  if (monomial.factors.every(({ atom }, index) => bases[index] === fromAtom(atom))) return null;
  let result = ONE;
  monomial.factors.forEach(({ exponent }, index) => {
    for (let i = 0; i < exponent; i++) result = multiply(result, bases[index] as Size);
  });
  return result;
}

/** The atom with every size in it replaced, its laws applied anew. */
export function mapAtom(atom: Atom, change: (size: Size) => Size): Size {
  switch (atom.kind) {
    case 'symbol':
      return fromAtom(atom);
    case 'floorDivide':
      return floorDivide(change(atom.left), change(atom.right));
    case 'modulo':
      return modulo(change(atom.left), change(atom.right));
    case 'minimum':
      return atom.operands.map(change).reduce(minimum);
    case 'maximum':
      return atom.operands.map(change).reduce(maximum);
    case 'truth':
      return choose(mapTruth(atom.condition, change), ONE, ZERO);
  }
}

function mapTruth(condition: TruthCondition, change: (size: Size) => Size): Condition {
  return condition.kind === 'named' ? condition : relationCondition(mapRelation(condition.relation, change));
}

function mapRelation({ op, left, right }: Relation, change: (size: Size) => Size): Relation {
  return { op, left: change(left), right: change(right) };
}

function substituteAtom(atom: Atom, replaced: ReadonlyMap<SizeSymbol, Size>): Size {
  if (atom.kind === 'symbol') return replaced.get(atom.symbol) ?? fromAtom(atom);
  return mapAtom(atom, (size) => substitute(size, (symbol) => replaced.get(symbol) ?? null));
}

/** The value of a size, or `null` where a symbol has none, a named boolean decides, or a divisor is 0. */
export function evaluate(size: Size, valueOf: (symbol: SizeSymbol) => number | null): number | null {
  let total = 0;
  for (const { coefficient, monomial } of size.terms) {
    let value = coefficient;
    for (const { atom, exponent } of monomial.factors) {
      const base = evaluateAtom(atom, valueOf);
      if (base === null) return null;
      value *= base ** exponent;
    }
    total += value;
  }
  return total + 0;
}

function evaluateAtom(atom: Atom, valueOf: (symbol: SizeSymbol) => number | null): number | null {
  if (atom.kind === 'symbol') return valueOf(atom.symbol);
  if (atom.kind === 'truth') return evaluateTruth(atom.condition, valueOf);
  const operands = 'operands' in atom ? atom.operands : [atom.left, atom.right];
  const values = operands.map((operand) => evaluate(operand, valueOf));
  if (!values.every((value) => value !== null)) return null;
  if (atom.kind === 'minimum') return Math.min(...values);
  if (atom.kind === 'maximum') return Math.max(...values);
  const [left = 0, right = 0] = values;
  if (right === 0) return null;
  const quotient = Math.floor(left / right);
  return atom.kind === 'floorDivide' ? quotient : left - quotient * right;
}

function evaluateTruth(condition: TruthCondition, valueOf: (symbol: SizeSymbol) => number | null): number | null {
  if (condition.kind === 'named') return null;
  const { op, left, right } = condition.relation;
  const a = evaluate(left, valueOf);
  const b = evaluate(right, valueOf);
  if (a === null || b === null) return null;
  return Number(holds(op, a, b));
}
