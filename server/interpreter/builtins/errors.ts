/** The constructors of errors. */
import type { Machine } from '../machine.ts';
import { getProperty } from '../members.ts';
import { objectValue } from '../objects.ts';
import { type Native, type NativeCall, primitive, type Value } from '../values.ts';
import { argumentAt, plainFunction } from './method.ts';
import { outside } from './results.ts';

const NAMES = [
  'DOMException',
  'Error',
  'EvalError',
  'RangeError',
  'ReferenceError',
  'SyntaxError',
  'TypeError',
  'URIError',
];

export function errorGlobals(): Readonly<Record<string, Value>> {
  return Object.fromEntries(NAMES.map((name) => [name, errorClass(name)] as const));
}

function errorClass(name: string): Native {
  return plainFunction(name, (machine, call) => {
    const message = argumentAt(machine, call, 0);
    const options = argumentAt(machine, call, 1);
    const cause = options.kind === 'object' ? [['cause', causeOf(machine, options, call)] as const] : [];
    return objectValue([
      ['name', primitive(name)],
      ['message', call.args.length === 0 ? primitive('') : message],
      ['stack', outside(call.node, 'the text of the stack')],
      ...cause,
    ]);
  });
}

function causeOf(machine: Machine, options: Value, { node }: NativeCall): Value {
  return getProperty(machine, options, 'cause', node);
}
