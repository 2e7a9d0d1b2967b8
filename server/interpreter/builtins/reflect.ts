/** `Reflect`: what operators do, as functions. */

import { getElement } from '../elements.ts';
import { callFunction, constructValue } from '../functions.ts';
import { argumentsIn } from '../iterate.ts';
import { isSymbolKey, keyOf } from '../keys.ts';
import type { Machine } from '../machine.ts';
import { allKeysOf, arrayOf, hasKnownKeys } from '../objects.ts';
import { hasProperty } from '../typeTests.ts';
import {
  type Native,
  type NativeCall,
  native,
  primitive,
  TRUE_VALUE,
  truth,
  UNDEFINED,
  type Value,
} from '../values.ts';
import { removeElement, writeElement } from '../writes.ts';
import { argumentAt, plainFunction, table } from './method.ts';
import { derived } from './results.ts';

type ReflectFunction = (machine: Machine, call: NativeCall) => Value;

export function reflectObject(): Native {
  const members = [...FUNCTIONS].map(([name, run]) => [name, plainFunction(name, run)] as const);
  return native('Reflect', () => UNDEFINED, table<Value>(Object.fromEntries(members)));
}

const FUNCTIONS: ReadonlyMap<string, ReflectFunction> = new Map<string, ReflectFunction>([
  [
    'apply',
    (machine, call) =>
      callFunction(machine, at(machine, call, 0), at(machine, call, 1), listAt(machine, call, 2), call.node),
  ],
  [
    'construct',
    (machine, call) =>
      constructValue(
        machine,
        at(machine, call, 0),
        listAt(machine, call, 1),
        call.node,
        call.args.length > 2 ? at(machine, call, 2) : null,
      ),
  ],
  ['deleteProperty', (machine, call) => done(() => removeElement(machine, at(machine, call, 0), at(machine, call, 1)))],
  ['get', (machine, call) => getElement(machine, at(machine, call, 0), at(machine, call, 1), call.node)],
  ['has', has],
  ['ownKeys', ownKeys],
  [
    'set',
    (machine, call) =>
      done(() => writeElement(machine, at(machine, call, 0), at(machine, call, 1), at(machine, call, 2))),
  ],
]);

function at(machine: Machine, call: NativeCall, index: number): Value {
  return argumentAt(machine, call, index);
}

function done(run: () => void): Value {
  run();
  return TRUE_VALUE;
}

function listAt(machine: Machine, call: NativeCall, index: number): readonly Value[] {
  return argumentsIn(machine, at(machine, call, index), call.node);
}

function has(machine: Machine, call: NativeCall): Value {
  const object = at(machine, call, 0);
  const key = keyOf(at(machine, call, 1));
  if (object.kind !== 'object' || key === null) return derived([object], call.node, 'the object is not known');
  return truth(hasProperty(machine, object, key, call.node));
}

function ownKeys(machine: Machine, call: NativeCall): Value {
  const object = at(machine, call, 0);
  if (object.kind !== 'object' || !hasKnownKeys(object) || allKeysOf(object).some(isSymbolKey))
    return derived([object], call.node, 'the keys are not known');
  return arrayOf(allKeysOf(object).map((key) => primitive(key)));
}
