/** Fake inputs: what a function is run on when nothing calls it with more. */
import { ts } from 'ts-morph';
import type { Reason } from '../symbolic/place.ts';
import { quickValue } from './annotations.ts';
import { functionName, type Machine, placeOf } from './machine.ts';
import { isTyped, type Origin, optional, typeAt, valueOfType } from './types.ts';
import { unknown } from './unknown.ts';
import { UNDEFINED, type Value } from './values.ts';

/** What a root is run on for a parameter: of its declared type, else of its default, else unknown. */
export function parameterValue(machine: Machine, parameter: ts.ParameterDeclaration, origin?: string): Value {
  // The names of a pattern are what the author can type.
  const name = origin ?? (ts.isIdentifier(parameter.name) ? parameter.name.text : '');
  const why: Reason = {
    message: `the parameter \`${name}\` of \`${functionName(parameter.parent)}\` has no type`,
    place: placeOf(parameter),
  };
  const from: Origin = { provenance: 'input', origin: name, why };
  const value = declaredValue(machine, parameter, from);
  if (value === null) return parameter.initializer === undefined ? unknown(why, from) : UNDEFINED;
  return parameter.questionToken === undefined ? value : optional(value, name);
}

function declaredValue(machine: Machine, parameter: ts.ParameterDeclaration, from: Origin): Value | null {
  if (parameter.type !== undefined) {
    const quick = quickValue(machine, parameter.type, from);
    if (quick !== null) return quick;
  }
  const hasType = parameter.type !== undefined || ts.getJSDocType(parameter) !== undefined;
  const isContextual = isTyped(parameter) && parameter.initializer === undefined;
  if (!hasType && !isContextual) return null;
  const type = typeAt(machine, parameter.name);
  const stated =
    type === null || parameter.questionToken === undefined ? type : machine.host.checker().getNonNullableType(type);
  return valueOfType(machine, stated, from);
}
