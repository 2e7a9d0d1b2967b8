/** What the interpreter says that a program does. */

import { hostOf } from '../../server/analysis/host.ts';
import { awaited } from '../../server/interpreter/evaluate.ts';
import { callClosure } from '../../server/interpreter/functions.ts';
import { type Host, Machine } from '../../server/interpreter/machine.ts';
import { exportOf, loadModule } from '../../server/interpreter/modules.ts';
import { Recorder } from '../../server/interpreter/recorder.ts';
import { settle } from '../../server/interpreter/settle.ts';
import { UNDEFINED, type Value } from '../../server/interpreter/values.ts';
import { openWorkspace } from '../../server/workspace.ts';
import { DEFAULT_SETTINGS } from '../../shared/settings.ts';

/** The end of a run: what was returned, or thrown, and the machine in the state in which it stopped. */
export interface Run {
  readonly machine: Machine;
  readonly threw: boolean;
  readonly value: Value;
}

/** A machine's view of the programs in a folder. */
export function hostOfFolder(folder: string): Host {
  let current = '';
  const host = hostOf(openWorkspace([folder]), DEFAULT_SETTINGS, () => current);
  return {
    ...host,
    sourceFile: (path) => {
      current = path;
      return host.sourceFile(path);
    },
  };
}

/** Calls an exported function of a file on a machine of its own. */
export function interpret(host: Host, path: string, name: string, args: readonly Value[] = []): Run {
  const machine = new Machine(host, new Recorder(null));
  const module = loadModule(machine, path);
  if (module === null) throw new Error(`${path} cannot be read`);
  const closure = settle(machine, exportOf(machine, module, name, module.file));
  if (closure.kind !== 'closure') throw new Error(`${path} does not export a function ${name}`);
  machine.node = closure.node;
  const value = awaited(machine, callClosure(machine, closure, UNDEFINED, args, closure.node));
  const { thrown } = machine;
  machine.thrown = null;
  return { machine, threw: thrown !== null, value: thrown ?? value };
}
