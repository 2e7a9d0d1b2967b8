/** The classes of errors: a program of their own, which the interpreter runs once. */
import { ts } from 'ts-morph';
import { construct } from '../construction.ts';
import { type Host, Machine, reasonAt } from '../machine.ts';
import { setHidden } from '../objects.ts';
import { Recorder } from '../recorder.ts';
import { Scope } from '../scope.ts';
import { settle } from '../settle.ts';
import { runStatements } from '../statements/block.ts';
import { unknown } from '../unknown.ts';
import { type ClassValue, isString, type NativeCall, native, primitive, UNDEFINED, type Value } from '../values.ts';
import { argumentAt } from './method.ts';
import { textOfValue } from './text.ts';

const KINDS = ['EvalError', 'RangeError', 'ReferenceError', 'SyntaxError', 'TypeError', 'URIError'];

const SOURCE = `
class Error {
  constructor(message, options) {
    initialize(this, message, options);
  }
  toString() {
    if (this.message === '') return this.name;
    return this.name === '' ? this.message : this.name + ': ' + this.message;
  }
}
Error.prototype.name = 'Error';
Error.prototype.message = '';
${KINDS.map((name) => `class ${name} extends Error {}\n${name}.prototype.name = '${name}';`).join('\n')}
class AggregateError extends Error {
  constructor(errors, message, options) {
    super(message, options);
    hide(this, 'errors', [...errors]);
  }
}
AggregateError.prototype.name = 'AggregateError';
class DOMException extends Error {
  constructor(message, name = 'Error') {
    super(message);
    hide(this, 'name', name);
  }
}
`;

/** The classes by name. */
export function errorGlobals(): Readonly<Record<string, Value>> {
  return Object.fromEntries([...errorClasses()]);
}

/** Throws an error of the language in the program. */
export function throwError(machine: Machine, name: string, message: string): Value {
  machine.thrown = errorOf(machine, name, [primitive(message)]);
  return UNDEFINED;
}

/** A new error of the language. */
export function errorOf(machine: Machine, name: string, args: readonly Value[]): Value {
  const kind = errorClasses().get(name);
  return kind === undefined ? UNDEFINED : construct(machine, kind, args, machine.node ?? kind.node);
}

/** Whether a class may be called without \`new\`. */
export function isErrorClass(value: ClassValue): boolean {
  return value.node.getSourceFile().fileName === FILE;
}

const FILE = 'errors of the language';

let classes: ReadonlyMap<string, ClassValue> | null = null;

function errorClasses(): ReadonlyMap<string, ClassValue> {
  classes ??= runSource();
  return classes;
}

const NO_HOST: Host = {
  sourceFile: () => null,
  resolveModule: () => null,
  questions: () => 0,
  mayBeGlobal: () => false,
  checker: () => {
    throw new Error('the errors of the language have no types');
  },
  libraryOf: () => null,
  globalLibrary: () => null,
  dataFile: () => ({ skipped: 'the language reads no files' }),
  libraries: [],
};

function runSource(): ReadonlyMap<string, ClassValue> {
  const file = ts.createSourceFile(FILE, SOURCE, ts.ScriptTarget.ESNext, true, ts.ScriptKind.JS);
  const scope = new Scope(null);
  scope.declare('initialize', native('initialize', initialize));
  scope.declare('hide', native('hide', hide));
  runStatements(new Machine(NO_HOST, new Recorder(null)), file.statements, scope);
  const found = [...scope.names()].flatMap(([name, { value }]) =>
    value.kind === 'class' ? [[name, value] as const] : [],
  );
  return new Map(found);
}

/** Message, cause and stack are own properties that are not enumerated; a message that is missing is inherited. */
function initialize(machine: Machine, call: NativeCall): Value {
  const [object, message, options] = [0, 1, 2].map((index) => argumentAt(machine, call, index));
  if (object?.kind !== 'object' || message === undefined) return UNDEFINED;
  if (message.kind !== 'primitive' || message.value !== undefined) {
    const text = isString(message) ? message : textOfValue(machine, message, call.node);
    setHidden(machine, object, 'message', text);
  }
  const cause = options?.kind === 'object' ? options.properties.get('cause')?.value : null;
  if (cause) setHidden(machine, object, 'cause', cause);
  const why = reasonAt(machine.calls.at(-2)?.site ?? call.node, 'the text of the stack');
  setHidden(machine, object, 'stack', unknown(why, { provenance: 'outside', origin: 'stack', holds: 'string' }));
  return UNDEFINED;
}

function hide(machine: Machine, call: NativeCall): Value {
  const [object, name, value] = [0, 1, 2].map((index) => settle(machine, call.args[index] ?? UNDEFINED));
  if (object?.kind === 'object' && name !== undefined && isString(name) && value !== undefined)
    setHidden(machine, object, name.value, value);
  return UNDEFINED;
}
