/** The names that the language and the platform give to every program. */

import type { Machine } from '../machine.ts';
import { truthiness } from '../truth.ts';
import { native, primitive, truth, UNDEFINED, type Value } from '../values.ts';
import { arrayGlobal } from './arrayGlobal.ts';
import { bufferGlobals } from './bufferGlobals.ts';
import { collectionGlobals } from './collectionGlobals.ts';
import { errorGlobals } from './errors.ts';
import { cloned, jsonObject } from './json.ts';
import { mathObject } from './math.ts';
import { argumentAt, plainFunction, table } from './method.ts';
import { numberGlobals } from './numbers.ts';
import { objectGlobal } from './object.ts';
import { outsideValue, pageGlobals } from './page.ts';
import { patternGlobal } from './pattern.ts';
import { promiseGlobal } from './promiseGlobal.ts';
import { reflectObject } from './reflect.ts';
import { derived } from './results.ts';
import { symbolGlobal } from './symbol.ts';
import { textOfValue } from './text.ts';

/** The value of a global name; `null` for names that neither the language nor a platform defines. */
export function globalValue(name: string, machine: Machine | null = null): Value | null {
  globals ??= table(makeGlobals());
  return globals[name] ?? outsideValue(name, machine);
}

/** Made when it is first needed: the modules that it is made from need each other. */
let globals: Readonly<Record<string, Value>> | null = null;

function makeGlobals(): Readonly<Record<string, Value>> {
  return {
    ...bufferGlobals(),
    ...collectionGlobals(),
    ...errorGlobals(),
    ...numberGlobals(),
    ...pageGlobals(),
    Array: arrayGlobal(),
    Boolean: native('Boolean', (inner, call) => truth(truthiness(inner, argumentAt(inner, call, 0)))),
    Infinity: primitive(Number.POSITIVE_INFINITY),
    JSON: jsonObject(),
    Math: mathObject(),
    NaN: primitive(Number.NaN),
    Object: objectGlobal(),
    Promise: promiseGlobal(),
    Reflect: reflectObject(),
    RegExp: patternGlobal(),
    String: textGlobal(),
    Symbol: symbolGlobal(),
    structuredClone: plainFunction('structuredClone', (inner, call) => cloned(inner, argumentAt(inner, call, 0))),
    undefined: UNDEFINED,
  };
}

function textGlobal(): Value {
  const fromCharCode = plainFunction('fromCharCode', (_, { args, node }) => {
    const codes = args.map((arg) => (arg.kind === 'primitive' ? Number(arg.value) : null));
    if (codes.every((code) => code !== null)) return primitive(String.fromCharCode(...codes));
    return derived(args, node, 'a text that depends on what is not known');
  });
  return plainFunction(
    'String',
    (inner, call) => {
      const [value] = call.args;
      if (value === undefined) return primitive('');
      return textOfValue(inner, value, call.node);
    },
    table<Value>({ fromCharCode }),
  );
}
