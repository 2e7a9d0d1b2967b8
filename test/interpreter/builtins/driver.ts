/** Runs the body of a function in the interpreter, without libraries. */
import { ts } from 'ts-morph';
import { callFunction } from '../../../server/interpreter/functions.ts';
import { type Host, Machine } from '../../../server/interpreter/machine.ts';
import { Recorder } from '../../../server/interpreter/recorder.ts';
import { Scope } from '../../../server/interpreter/scope.ts';
import { UNDEFINED, type Value } from '../../../server/interpreter/values.ts';

const HOST: Host = {
  sourceFile: () => null,
  resolveModule: () => null,
  questions: () => 0,
  mayBeGlobal: () => false,
  checker: () => {
    throw new Error('programs without types need no checker');
  },
  libraryOf: () => null,
  globalLibrary: () => null,
  dataFile: () => ({ skipped: 'there are no files' }),
  libraries: [],
};

export interface Run {
  readonly machine: Machine;
  readonly value: Value;
}

/** What the body returns when it is called with these arguments. */
export function runBody(body: string, parameters = '', args: readonly Value[] = []): Run {
  const file = ts.createSourceFile(
    'program.js',
    `function program(${parameters}) {\n${body}\n}`,
    ts.ScriptTarget.ES2023,
    true,
    ts.ScriptKind.JS,
  );
  const [node] = file.statements;
  if (node === undefined || !ts.isFunctionDeclaration(node)) throw new Error(`not a function body: ${body}`);
  const machine = new Machine(HOST, new Recorder(node));
  const scope = new Scope(null);
  const closure: Value = { kind: 'closure', node, scope, self: null, home: null, statics: new Map() };
  return { machine, value: callFunction(machine, closure, UNDEFINED, args, node) };
}
