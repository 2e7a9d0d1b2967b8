/** Conditions: relations, named booleans of the program, and their combinations. Interned, as sizes are. */
import { freshId, intern, merge, mergeAll, type Owned, type Owner, ownerOf } from './algebra/intern.ts';
import { type Replace, substitute } from './algebra/traverse.ts';
import { decideAlone, negateRelation, type Relation } from './relation.ts';
import type { SizeSymbol } from './symbol.ts';
import type { Verdict } from './verdict.ts';

export type Condition =
  | (Node & { readonly kind: 'constant'; readonly value: boolean })
  | RelationCondition
  | NamedCondition
  | (Node & { readonly kind: 'not'; readonly operand: Condition })
  | (Node & { readonly kind: 'all' | 'any'; readonly operands: readonly Condition[] });

export interface RelationCondition extends Node {
  readonly kind: 'relation';
  readonly relation: Relation;
  /** What the relation is without any facts, once that was asked for. */
  alone: Verdict | null;
}

/** A boolean that the analysis cannot decide but can recognise, such as `training`. */
export interface NamedCondition extends Node, Owner {
  readonly kind: 'named';
  readonly text: string;
}

/** What every condition knows about itself. `symbols` are those of all its relations, in order of id. */
interface Node extends Owned {
  readonly symbols: readonly SizeSymbol[];
  readonly id: number;
  /** The same for conditions that differ only in which of two equal sizes is named first. */
  readonly form: number;
  /** The named booleans in it, in order of id. */
  readonly names: readonly NamedCondition[];
  /** The negation, once that was asked for. */
  negated: Condition | null;
}

/** What may be asked or assumed. */
export type Claim = Condition | Relation;

export const TRUE: Condition = ofConstant(true);
export const FALSE: Condition = ofConstant(false);

function ofConstant(value: boolean): Condition {
  const id = freshId();
  return { kind: 'constant', value, id, form: id, symbols: [], owner: null, names: [], negated: null };
}

export function toCondition(claim: Claim): Condition {
  return 'op' in claim ? relationCondition(claim) : claim;
}

/** The relation as a condition; a constant where it holds, or fails, for all values. */
export function relationCondition(relation: Relation): Condition {
  if (relation.left.owner === null && relation.right.owner === null) {
    return decideAlone(relation) === 'yes' ? TRUE : FALSE;
  }
  const condition = ofRelation(relation);
  condition.alone ??= decideAlone(relation);
  if (condition.alone === 'unknown') return condition;
  return condition.alone === 'yes' ? TRUE : FALSE;
}

/** The relation as a condition, whatever is known of it. */
export function ofRelation(relation: Relation): RelationCondition {
  const { op, left, right } = relation;
  const symbols = merge(left.symbols, right.symbols);
  const owner = ownerOf([left, right]);
  return intern(owner, `${op} ${left.id} ${right.id}`, () => {
    const isMirrored = (op === '==' || op === '!=') && left.id > right.id;
    const id = freshId();
    const names = merge(left.names, right.names);
    const form = isMirrored ? ofRelation({ op, left: right, right: left }).form : id;
    return { kind: 'relation', relation, id, form, symbols, owner, names, negated: null, alone: null };
  });
}

/** A new boolean, different from all others whatever its text. */
export function named(text: string): NamedCondition {
  const id = freshId();
  const names: NamedCondition[] = [];
  const fields = { id, form: id, symbols: [], names, owner: null as Owner | null, negated: null, nodes: new Map() };
  const made: NamedCondition = Object.assign(fields, { kind: 'named', text } as const);
  fields.owner = made;
  names.push(made);
  return made;
}

/** The condition that holds exactly where the other does not; `not` remains at named booleans only. */
export function negation(condition: Condition): Condition {
  if (condition.kind === 'not') return condition.operand;
  condition.negated ??= negate(condition);
  return condition.negated;
}

function opposite(operand: NamedCondition): Condition {
  const id = freshId();
  return { kind: 'not', operand, id, form: id, symbols: [], owner: operand, names: [operand], negated: operand };
}

function negate(condition: Condition): Condition {
  switch (condition.kind) {
    case 'constant':
      return condition.value ? FALSE : TRUE;
    case 'relation':
      return ofRelation(negateRelation(condition.relation));
    case 'named':
      return opposite(condition);
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

/** The same conditions are combined wherever the same paths meet. */
function combine(kind: 'all' | 'any', conditions: readonly Condition[]): Condition {
  const [first, second] = conditions;
  if (first !== undefined && second === undefined) return first;
  const owner = ownerOf(conditions);
  if (owner === null) return combineAnew(kind, conditions);
  return intern(owner, keyOf(`${kind} of`, conditions, 'id'), () => combineAnew(kind, conditions));
}

/** Flattens, leaves out repetitions and what does not matter, and recognises `c && !c`. */
function combineAnew(kind: 'all' | 'any', conditions: readonly Condition[]): Condition {
  const absorbing = kind === 'all' ? FALSE : TRUE;
  const operands = new Map<number, Condition>();
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
  return second === undefined ? first : compound(kind, [...operands.values()]);
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

function compound(kind: 'all' | 'any', operands: readonly Condition[]): Condition {
  const symbols = mergeAll(operands.map((operand) => operand.symbols));
  const owner = ownerOf(operands);
  return intern(owner, keyOf(kind, operands, 'id'), () => {
    const id = freshId();
    const { form } = intern(owner, keyOf(`${kind} like`, operands, 'form'), () => ({ form: id }));
    const names = mergeAll(operands.map((operand) => operand.names));
    return { kind, operands, id, form, symbols, owner, names, negated: null };
  });
}

function keyOf(kind: string, operands: readonly Condition[], identity: 'id' | 'form'): string {
  let key = kind;
  for (const operand of operands) key += ` ${operand[identity]}`;
  return key;
}

/** Equal for conditions of the same form. */
export function conditionKey(condition: Condition): number {
  return condition.form;
}

/** The symbols of all its relations, in order of id. */
export function symbolsOfCondition(condition: Condition): readonly SizeSymbol[] {
  return condition.symbols;
}
