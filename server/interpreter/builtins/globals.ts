/** The names that the language and the platform give to every program. */

import type { Machine } from '../machine.ts';
import { getProperty } from '../members.ts';
import { knownSlots } from '../objects.ts';
import { settle } from '../settle.ts';
import { truthiness } from '../truth.ts';
import { isString, type NativeCall, native, primitive, truth, UNDEFINED, type Value } from '../values.ts';
import { arrayGlobal } from './arrayGlobal.ts';
import { bufferGlobals } from './bufferGlobals.ts';
import { cloned } from './clone.ts';
import { collectionGlobals } from './collectionGlobals.ts';
import { errorGlobals, throwError } from './errors.ts';
import { jsonObject } from './json.ts';
import { mathObject } from './math.ts';
import { argumentAt, plainFunction, table } from './method.ts';
import { numberGlobals } from './numbers.ts';
import { objectGlobal } from './object.ts';
import { outsideValue, pageGlobals } from './page.ts';
import { patternGlobal } from './pattern.ts';
import { promiseGlobal } from './promiseGlobal.ts';
import { reflectObject } from './reflect.ts';
import { derived, lost } from './results.ts';
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
    Function: native('Function', (_, { node }) => lost(node, 'functions that are made from texts are not followed')),
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
    structuredClone: plainFunction('structuredClone', cloned),
    undefined: UNDEFINED,
  };
}

function ofCodes(name: string, make: (codes: readonly number[]) => string | null): Value {
  return plainFunction(name, (machine, { args, node }) => {
    const codes = args.map((arg) => (arg.kind === 'primitive' ? Number(arg.value) : null));
    if (!codes.every((code) => code !== null)) return derived(args, node, 'a text that depends on what is not known');
    const text = make(codes);
    return text === null ? throwError(machine, 'RangeError', 'Invalid code point') : primitive(text);
  });
}

/** `String.raw`: the texts of a template as they are written, with the values between them. */
function rawText(machine: Machine, call: NativeCall): Value {
  const raw = settle(machine, getProperty(machine, argumentAt(machine, call, 0), 'raw', call.node));
  const texts = raw.kind === 'array' ? knownSlots(raw.elements.value) : null;
  const values = call.args.slice(1).map((one) => textOfValue(machine, one, call.node));
  if (texts === null || ![...texts, ...values].every(isString))
    return derived([raw, ...values], call.node, 'a text that depends on what is not known', 'string');
  const parts = texts.flatMap((text, index) => [
    text,
    ...(index + 1 < texts.length ? values.slice(index, index + 1) : []),
  ]);
  return primitive(parts.map((one) => (one.kind === 'primitive' ? String(one.value) : '')).join(''));
}

function textGlobal(): Value {
  const fromCharCode = ofCodes('fromCharCode', (codes) => String.fromCharCode(...codes));
  const fromCodePoint = ofCodes('fromCodePoint', (codes) => {
    const isValid = codes.every((code) => Number.isInteger(code) && code >= 0 && code <= 0x10ffff);
    return isValid ? String.fromCodePoint(...codes) : null;
  });
  return plainFunction(
    'String',
    (inner, call) => {
      const [value] = call.args;
      if (value === undefined) return primitive('');
      return textOfValue(inner, value, call.node);
    },
    table<Value>({ fromCharCode, fromCodePoint, raw: plainFunction('raw', rawText) }),
  );
}
