/** `value as Type`: a hint for what is not known, never a proof against what was inferred. */
import { ts } from 'ts-morph';
import { equal } from '../../symbolic/relation.ts';
import { constant, symbolsOf } from '../../symbolic/size.ts';
import { isSpread, rankOf, resolveShape } from '../../tensor/tensor.ts';
import { distribute } from '../branch.ts';
import { evaluate } from '../evaluate.ts';
import { mergeValues } from '../join.ts';
import { type Machine, textOf } from '../machine.ts';
import type { Scope } from '../scope.ts';
import { assumePresent, settle } from '../settle.ts';
import { isTyped, tensorRank, typeAt, valueOfType } from '../types.ts';
import { become, unknown } from '../unknown.ts';
import { isNullish, type TensorValue, tensorValue, type Value } from '../values.ts';

type Cast = ts.AsExpression | ts.TypeAssertion;

export function evaluateCast(machine: Machine, node: Cast, scope: Scope): Value {
  const value = evaluate(machine, node.expression, scope);
  const holds = PLAIN.get(node.type.kind);
  if (holds !== undefined) return castPlain(machine, value, holds);
  if (!mayBeTensor(machine, node.type)) return value;
  if (isList(node.type)) return castList(machine, value, node);
  return distribute(machine, thoseOf(machine, value, ['tensor', 'unknown']), (one) => cast(machine, one, node));
}

const PLAIN: ReadonlyMap<ts.SyntaxKind, 'number' | 'string'> = new Map([
  [ts.SyntaxKind.NumberKeyword, 'number'],
  [ts.SyntaxKind.StringKeyword, 'string'],
]);

/** `value as number`: what is not known is a number, and what may be missing is there. */
function castPlain(machine: Machine, value: Value, holds: 'number' | 'string'): Value {
  const present = assumePresent(machine, value);
  for (const one of present.kind === 'alternatives' ? present.cases.map((each) => each.value) : [present]) {
    const settled = settle(machine, one);
    if (settled.kind !== 'unknown' || settled.holds !== null || settled.type !== null) continue;
    const { why, provenance, origin } = settled;
    machine.journal.write(settled.refined, unknown(why, { provenance, origin, holds }));
  }
  return present.kind === 'alternatives' ? mergeValues(machine, present.cases) : present;
}

function isList(type: ts.TypeNode): boolean {
  return ts.isArrayTypeNode(type) || (ts.isTypeReferenceNode(type) && type.typeName.getText() === 'Array');
}

/** `value as Tensor[]`: what is not known is a list of tensors, each with sizes of its own. */
function castList(machine: Machine, value: Value, node: Cast): Value {
  const settled = thoseOf(machine, value, ['array']);
  if (settled.kind !== 'unknown' || !isTyped(node)) return settled;
  const list = valueOfType(machine, typeAt(machine, node), settled);
  if (list.kind !== 'array') return settled;
  machine.journal.write(settled.refined, list);
  return list;
}

/** Of several values those that are what the author says, if there are any. */
function thoseOf(machine: Machine, value: Value, kinds: readonly Value['kind'][]): Value {
  const settled = settle(machine, value);
  if (settled.kind !== 'alternatives') return settled;
  const cases = settled.cases.filter((one) => kinds.includes(settle(machine, one.value).kind) || isNullish(one.value));
  const [first, second] = cases.filter((one) => !isNullish(one.value));
  if (first === undefined || cases.length === settled.cases.length) return settled;
  return second === undefined && cases.length === 1 ? first.value : { kind: 'alternatives', cases };
}

/** Whether the type's text names a tensor type: most casts do not, and are not worth a question. */
function mayBeTensor(machine: Machine, type: ts.TypeNode): boolean {
  const text = type.getText();
  return machine.host.libraries.some((library) => Object.keys(library.tensorTypes).some((name) => text.includes(name)));
}

function cast(machine: Machine, value: Value, node: Cast): Value {
  const rank = castRank(machine, node);
  if (rank === undefined) return value;
  machine.node = node;
  if (value.kind === 'unknown') {
    const made = become(machine, value, { kind: 'tensor', ...(rank === null ? {} : { ranks: [rank] }) });
    return made === null ? value : ofCast(machine, made);
  }
  if (value.kind !== 'tensor' || rank === null) return value;
  return castTensor(machine, value, rank, node);
}

function castTensor(machine: Machine, value: TensorValue, rank: number, node: Cast): Value {
  const claim = equal(rankOf(value.tensor.shape), constant(rank));
  const verdict = machine.decide(claim);
  if (verdict === 'no' && machine.firm.facts.decide(claim) === 'no') {
    const actual = resolveShape(machine.facts, value.tensor.shape).filter((dim) => !isSpread(dim)).length;
    const message = `\`${textOf(node.expression)}\` has rank ${actual}, but the cast says ${rank}`;
    machine.recorder.fault(machine, { code: 'cast-mismatch', node, message });
  }
  if (verdict !== 'unknown') return value;
  machine.assume(claim, false);
  return ofCast(
    machine,
    tensorValue({ shape: resolveShape(machine.facts, value.tensor.shape), dtype: value.tensor.dtype }),
  );
}

/** Notes the sizes of a tensor whose rank nothing but the cast states. */
function ofCast(machine: Machine, value: Value): Value {
  for (const dim of value.kind === 'tensor' ? value.tensor.shape : []) {
    if (!isSpread(dim)) for (const symbol of symbolsOf(dim)) machine.castSizes.add(symbol);
  }
  return value;
}

/** The rank that a cast states; `null` for a tensor of any rank, `undefined` for what is no tensor. */
function castRank(machine: Machine, node: Cast): number | null | undefined {
  const name = node.type.getText().split('.').at(-1) ?? '';
  for (const { tensorTypes } of machine.host.libraries) {
    if (Object.hasOwn(tensorTypes, name)) return tensorTypes[name] ?? null;
  }
  if (!isTyped(node) || ts.isTupleTypeNode(node.type) || ts.isTypeLiteralNode(node.type)) return undefined;
  const type = typeAt(machine, node);
  return type === null ? undefined : tensorRank(machine, type);
}
