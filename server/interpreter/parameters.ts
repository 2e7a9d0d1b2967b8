/** Fake inputs: what a function is run on when nothing calls it with more. */
import { ts } from 'ts-morph';
import { named } from '../symbolic/condition.ts';
import type { Reason } from '../symbolic/place.ts';
import { fakeTensor, isSpread } from '../tensor/tensor.ts';
import { quickValue } from './annotations.ts';
import { ranksIn } from './callSites.ts';
import { declaredAnnotation } from './declarations.ts';
import { functionName, type Machine, placeOf } from './machine.ts';
import { isTyped, type Origin, typeAt, valueOfType } from './types.ts';
import { optional } from './unions.ts';
import { freshShape, unknown } from './unknown.ts';
import { tensorValue, truth, UNDEFINED, type Value } from './values.ts';

/** What a root is run on for a parameter: of its declared type, else of its default, else unknown. */
export function parameterValue(machine: Machine, parameter: ts.ParameterDeclaration, origin?: string): Value {
  // The names of a pattern are what the author can type.
  const name = origin ?? (ts.isIdentifier(parameter.name) ? parameter.name.text : '');
  const what = `the parameter \`${name}\` of \`${functionName(parameter.parent)}\``;
  const hasType = parameter.type !== undefined || ts.getJSDocType(parameter) !== undefined;
  const why: Reason = {
    message: hasType ? `nothing but its type is known of ${what}` : `${what} has no type`,
    place: placeOf(parameter),
  };
  const from: Origin = { provenance: 'input', origin: name, why };
  const declared = declaredValue(machine, parameter, from);
  if (declared === null) return undeclaredValue(machine, parameter, from);
  const value = isOfAnyRank(declared) ? (passedTensor(machine, parameter, from) ?? declared) : declared;
  return parameter.questionToken === undefined ? value : optional(value, name);
}

/** A parameter without a type: a tensor of the rank that its calls pass, its default, or what its use will tell. */
function undeclaredValue(machine: Machine, parameter: ts.ParameterDeclaration, from: Origin): Value {
  const passed = passedTensor(machine, parameter, from);
  if (passed !== null) return passed;
  if (parameter.initializer === undefined) return unknown(from.why, from);
  // A flag is given by some callers: both of its values count, whichever the default is.
  return isFlag(parameter.initializer) ? truth(named(from.origin)) : UNDEFINED;
}

function isFlag({ kind }: ts.Expression): boolean {
  return kind === ts.SyntaxKind.TrueKeyword || kind === ts.SyntaxKind.FalseKeyword;
}

function passedTensor(machine: Machine, parameter: ts.ParameterDeclaration, from: Origin): Value | null {
  const rank = ranksIn(machine, parameter.getSourceFile()).get(parameter) ?? null;
  return rank === null ? null : tensorValue(fakeTensor(freshShape(from, [rank]), null));
}

/** Whether the type leaves the rank open, or all. */
function isOfAnyRank(value: Value): boolean {
  if (value.kind === 'unknown') return value.type === null && value.holds === null;
  return value.kind === 'tensor' && value.tensor.shape.length === 1 && value.tensor.shape.some(isSpread);
}

function declaredValue(machine: Machine, parameter: ts.ParameterDeclaration, from: Origin): Value | null {
  if (parameter.type !== undefined) {
    const quick = quickValue(machine, parameter.type, from);
    if (quick !== null) return quick;
  }
  const beside = parameter.type === undefined ? declaredAnnotation(machine, parameter) : null;
  if (beside?.type !== undefined) {
    const quick = quickValue(machine, beside.type, from);
    if (quick !== null) return beside.questionToken === undefined ? quick : optional(quick, from.origin);
  }
  const hasType = parameter.type !== undefined || ts.getJSDocType(parameter) !== undefined;
  const isContextual = isTyped(parameter) && parameter.initializer === undefined;
  if (!hasType && !isContextual) return null;
  const type = typeAt(machine, parameter.name);
  const stated =
    type === null || parameter.questionToken === undefined ? type : machine.host.checker().getNonNullableType(type);
  return valueOfType(machine, stated, from);
}
