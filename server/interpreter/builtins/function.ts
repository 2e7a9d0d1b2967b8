/** Members that every function has. */
import { ts } from 'ts-morph';
import { callFunction } from '../functions.ts';
import { argumentsIn } from '../iterate.ts';
import type { Machine } from '../machine.ts';
import { settle } from '../settle.ts';
import {
  type Callable,
  isNullish,
  type Native,
  type NativeCall,
  native,
  primitive,
  UNDEFINED,
  type Value,
} from '../values.ts';
import { argumentAt, lazily, method } from './method.ts';

/** `callable.name`; `null` where functions have no such member. */
export function functionMember(callable: Callable, name: string): Value | null {
  if (name === 'name') return nameOf(callable);
  if (name === 'length') return lengthOf(callable);
  return functionMethod(name);
}

const functionMethod: (name: string) => Native | null = lazily((name) => {
  const run = Object.hasOwn(METHODS, name) ? METHODS[name] : undefined;
  return run === undefined ? null : method(name, run);
});

const METHODS: Readonly<Record<string, (machine: Machine, callee: Value, call: NativeCall) => Value>> = {
  call: (machine, callee, call) =>
    callFunction(machine, callee, argumentAt(machine, call, 0), call.args.slice(1), call.node),
  apply: (machine, callee, call) =>
    callFunction(machine, callee, argumentAt(machine, call, 0), listed(machine, call), call.node),
  bind: (_, callee, { args }) => bound(callee, args),
};

/** The arguments in an array; of an array of unknown length one that stands for all. */
function listed(machine: Machine, call: NativeCall): readonly Value[] {
  const list = argumentAt(machine, call, 1);
  return isNullish(list) ? [] : argumentsIn(machine, list, call.node);
}

function bound(callee: Value, [self, ...first]: readonly Value[]): Native {
  return native('bound', (machine, { args, node }) =>
    callFunction(machine, settle(machine, callee), self ?? UNDEFINED, [...first, ...args], node),
  );
}

function nameOf(callable: Callable): Value {
  switch (callable.kind) {
    case 'closure': {
      const { name, parent } = callable.node;
      if (name !== undefined) return primitive(ts.isComputedPropertyName(name) ? '' : name.text);
      return primitive(ts.isVariableDeclaration(parent) && ts.isIdentifier(parent.name) ? parent.name.text : '');
    }
    case 'native':
      return primitive(callable.name);
    case 'libraryFunction':
      return primitive(callable.row.name);
    case 'class':
      return primitive(callable.node.name?.text ?? '');
    case 'libraryClass':
      return primitive(callable.type.name);
    case 'tensorClass':
      return primitive('Tensor');
  }
}

/** The number of parameters before the first that has a default or takes all the rest. */
function lengthOf(callable: Callable): Value | null {
  if (callable.kind !== 'closure') return null;
  const parameters = callable.node.parameters.filter((one) => one.name.getText() !== 'this');
  const end = parameters.findIndex((one) => one.initializer !== undefined || one.dotDotDotToken !== undefined);
  return primitive(end === -1 ? parameters.length : end);
}
