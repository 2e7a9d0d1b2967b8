/** Conditions: relations, named booleans of the program, and their combinations. */
import { mergeSymbols } from './algebra/intern.ts';
import { relationKey } from './algebra/node.ts';
import { type Replace, substitute } from './algebra/traverse.ts';
import { decideAlone, negateRelation, type Relation } from './relation.ts';
import type { SizeSymbol } from './symbol.ts';

export type Condition =
  | { readonly kind: 'constant'; readonly value: boolean }
  | { readonly kind: 'relation'; readonly relation: Relation }
  /** A boolean that the analysis cannot decide but can recognise, such as `training`. */
  | { readonly kind: 'named'; readonly id: number; readonly text: string }
  | { readonly kind: 'not'; readonly operand: Condition }
  | { readonly kind: 'all'; readonly operands: readonly Condition[] }
  | { readonly kind: 'any'; readonly operands: readonly Condition[] };

/** What may be asked or assumed. */
export type Claim = Condition | Relation;

export const TRUE: Condition = { kind: 'constant', value: true };
export const FALSE: Condition = { kind: 'constant', value: false };

export function toCondition(claim: Claim): Condition {
  return 'op' in claim ? relationCondition(claim) : claim;
}

/** The relation as a condition; a constant where it holds, or fails, for all values. */
export function relationCondition(relation: Relation): Condition {
  const verdict = decideAlone(relation);
  if (verdict === 'unknown') return { kind: 'relation', relation };
  return verdict === 'yes' ? TRUE : FALSE;
}

let nextId = 1;

/** A new boolean, different from all others whatever its text. */
export function named(text: string): Condition {
  return { kind: 'named', id: nextId++, text };
}

/** The condition that holds exactly where the other does not; `not` remains at named booleans only. */
export function negation(condition: Condition): Condition {
  if (condition.kind === 'not') return condition.operand;
  const known = negations.get(condition);
  if (known !== undefined) return known;
  const made = negate(condition);
  negations.set(condition, made);
  return made;
}

/** The same questions are negated over and over, once for each branch that depends on them. */
const negations = new WeakMap<Condition, Condition>();

function negate(condition: Condition): Condition {
  switch (condition.kind) {
    case 'constant':
      return condition.value ? FALSE : TRUE;
    case 'relation':
      return { kind: 'relation', relation: negateRelation(condition.relation) };
    case 'named':
      return { kind: 'not', operand: condition };
    case 'not':
      return condition.operand;
    case 'all':
      return any(...condition.operands.map(negation));
    case 'any':
      return all(...condition.operands.map(negation));
  }
}

/** Holds where every one does. */
export function all(...conditions: readonly Condition[]): Condition {
  return combine('all', conditions);
}

/** Holds where at least one does. */
export function any(...conditions: readonly Condition[]): Condition {
  return combine('any', conditions);
}

/** Flattens, leaves out repetitions and what does not matter, and recognises `c && !c`. */
function combine(kind: 'all' | 'any', conditions: readonly Condition[]): Condition {
  const absorbing = kind === 'all' ? FALSE : TRUE;
  const operands = new Map<string, Condition>();
  const flat = conditions.flatMap((one) => (one.kind === kind ? one.operands : [one]));
  for (const condition of merged(kind, withoutSettled(kind, flat))) {
    if (condition.kind === 'constant') {
      if (condition.value === (kind === 'any')) return absorbing;
      continue;
    }
    if (operands.has(conditionKey(negation(condition)))) return absorbing;
    const key = conditionKey(condition);
    if (!operands.has(key)) operands.set(key, condition);
  }
  const [first, second] = operands.values();
  if (first === undefined) return negation(absorbing);
  return second === undefined ? first : { kind, operands: [...operands.values()] };
}

/**
 * Inside a conjunction that has `c`, `c || d` is true and `!c || d` is `d`; inside a disjunction that has `c`, `c && d` is
 * false and `!c && d` is `d`.
 */
function withoutSettled(kind: 'all' | 'any', operands: readonly Condition[]): readonly Condition[] {
  const other = kind === 'all' ? 'any' : 'all';
  if (!operands.some((one) => one.kind === other)) return operands;
  const single = new Set(operands.filter((one) => one.kind !== other).map(conditionKey));
  if (single.size === 0) return operands;
  return operands.flatMap((one) => {
    if (one.kind !== other) return [one];
    if (one.operands.some((inner) => single.has(conditionKey(inner)))) return [];
    const open = one.operands.filter((inner) => !single.has(conditionKey(negation(inner))));
    if (open.length === one.operands.length) return [one];
    const rest = combine(other, open);
    return rest.kind === kind ? rest.operands : [rest];
  });
}

/** More operands than this are not held against each other. */
const MOST_MERGED = 12;

/** `c && d || c && !d` is `c`, and `(c || d) && (c || !d)` is too. */
function merged(kind: 'all' | 'any', operands: readonly Condition[]): readonly Condition[] {
  const other = kind === 'all' ? 'any' : 'all';
  if (operands.length > MOST_MERGED || !operands.some((one) => one.kind === other)) return operands;
  for (const [index, first] of operands.entries()) {
    for (const second of operands.slice(index + 1)) {
      const common = commonPart(other, first, second);
      if (common === null) continue;
      const rest = operands.filter((one) => one !== first && one !== second);
      return merged(kind, [...rest, ...(common.kind === kind ? common.operands : [common])]);
    }
  }
  return operands;
}

/** What two conditions share that differ in nothing but whether one operand is negated; `null` for others. */
function commonPart(kind: 'all' | 'any', a: Condition, b: Condition): Condition | null {
  if (a.kind !== kind || b.kind !== kind || a.operands.length !== b.operands.length) return null;
  const keys = new Set(b.operands.map(conditionKey));
  const own = a.operands.filter((one) => !keys.has(conditionKey(one)));
  const [only, second] = own;
  if (only === undefined || second !== undefined || !keys.has(conditionKey(negation(only)))) return null;
  return combine(
    kind,
    a.operands.filter((one) => one !== only),
  );
}

/** The condition with symbols of its relations replaced; named booleans stay. */
export function substituteCondition(condition: Condition, replace: Replace): Condition {
  switch (condition.kind) {
    case 'relation': {
      const { op, left, right } = condition.relation;
      return relationCondition({ op, left: substitute(left, replace), right: substitute(right, replace) });
    }
    case 'all':
      return all(...condition.operands.map((one) => substituteCondition(one, replace)));
    case 'any':
      return any(...condition.operands.map((one) => substituteCondition(one, replace)));
    default:
      return condition;
  }
}

/** Equal for conditions of the same form. */
export function conditionKey(condition: Condition): string {
  const known = keys.get(condition);
  if (known !== undefined) return known;
  const made = makeKey(condition);
  keys.set(condition, made);
  return made;
}

const keys = new WeakMap<Condition, string>();

function makeKey(condition: Condition): string {
  switch (condition.kind) {
    case 'constant':
      return String(condition.value);
    case 'relation':
      return relationKey(condition.relation);
    case 'named':
      return `named ${condition.id}`;
    case 'not':
      return `!(${conditionKey(condition.operand)})`;
    default:
      return `${condition.kind}(${condition.operands.map(conditionKey).join(', ')})`;
  }
}

/** The symbols of all its relations, in order of id. */
export function symbolsOfCondition(condition: Condition): readonly SizeSymbol[] {
  const known = symbolLists.get(condition);
  if (known !== undefined) return known;
  const made = collectSymbols(condition);
  symbolLists.set(condition, made);
  return made;
}

const symbolLists = new WeakMap<Condition, readonly SizeSymbol[]>();

function collectSymbols(condition: Condition): readonly SizeSymbol[] {
  switch (condition.kind) {
    case 'constant':
    case 'named':
      return [];
    case 'relation':
      return mergeSymbols(condition.relation.left.symbols, condition.relation.right.symbols);
    case 'not':
      return symbolsOfCondition(condition.operand);
    default:
      return condition.operands.map(symbolsOfCondition).reduce(mergeSymbols);
  }
}
