/**
 * Late initialisation: what other code of a module sets before a root runs. `let model = null`, assigned in `load()`,
 * is a model in `predict()`; a field that is null after the constructor is what `init()` makes of it.
 */
import { ts } from 'ts-morph';
import { type Root, rootsOf } from '../discovery/roots.ts';
import type { Cell } from '../interpreter/cell.ts';
import { callClosure } from '../interpreter/functions.ts';
import { type Machine, reasonAt } from '../interpreter/machine.ts';
import type { ModuleRecord } from '../interpreter/modules.ts';
import { once } from '../interpreter/once.ts';
import { isTyped, typeAt } from '../interpreter/types.ts';
import { UNDEFINED, type Value } from '../interpreter/values.ts';
import { prepareClasses } from './lateClasses.ts';
import { changesOf, loosen } from './lateExtents.ts';
import { prepareObject } from './lateFields.ts';
import { fakeArguments, type Late, settleLate, silently } from './lateRuns.ts';

/**
 * Runs what sets the variables of the module and of those that it imports, these first. Instances of its classes have
 * their late fields set.
 */
export function prepareModule(machine: Machine, module: ModuleRecord): void {
  const imported = [...machine.modules.values()].filter((one) => one !== module && !prepared.has(one));
  for (const one of imported.reverse()) prepareVariables(machine, one);
  prepareVariables(machine, module);
  prepareClasses(machine, module);
}

/** Modules whose variables have been set. */
const prepared = new WeakSet<ModuleRecord>();

function prepareVariables(machine: Machine, module: ModuleRecord): void {
  if (prepared.has(module)) return;
  prepared.add(module);
  const { entered } = module.recorder;
  const later = rootsOf(module.file).filter((root) => !entered.has(root));
  // What functions fill is open before others run that read it, and so is what these assign.
  loosenVariables(machine, module, later);
  const functions = rootsOf(module.file).filter((root) => !ts.isClassLike(root.parent));
  settleLate(
    machine,
    functions,
    {
      cellOf: ({ isField, name }) => (isField ? null : lateVariable(machine, module, name)),
      valueOf: ({ isField, name }) => (isField ? null : (module.scope.own(name)?.value ?? null)),
    },
    (root) => {
      const closure = machine.closures.get(root);
      if (closure !== undefined) callClosure(machine, closure, UNDEFINED, fakeArguments(machine, root), root);
    },
  );
  loosenVariables(machine, module, later);
  for (const [name, { value }] of module.scope.names()) {
    if (value.kind === 'object') prepareObject(machine, value, { origin: name, entered, oldest: 0 });
  }
}

/** How much the arrays and collections of a module hold that functions fill which have not run. */
function loosenVariables(machine: Machine, module: ModuleRecord, functions: readonly Root[]): void {
  const changes = once(() => changesOf(functions, module.scope));
  silently(machine, null, () => {
    for (const [name, { value }] of module.scope.names()) {
      if (!mayHold(value)) continue;
      const late = lateVariable(machine, module, name);
      if (late === null) continue;
      const why = reasonAt(module.file, `\`${name}\` is filled by another function`);
      loosen(machine, value, name, changes(), { ...late, why });
    }
  });
}

/** Whether a value may be one that functions fill. */
export function mayHold({ kind }: Value): boolean {
  return kind !== 'closure' && kind !== 'class' && kind !== 'primitive' && kind !== 'namespace';
}

function lateVariable(machine: Machine, module: ModuleRecord, name: string): Late | null {
  const cell = module.scope.own(name);
  if (cell === null) return null;
  const declared = variableNamed(module.file, name);
  const type = declared !== null && isTyped(declared) ? () => typeAt(machine, declared.name) : null;
  return { cell: cell as Cell<Value | null>, origin: name, type };
}

const variables = new WeakMap<ts.SourceFile, ReadonlyMap<string, ts.VariableDeclaration>>();

function variableNamed(file: ts.SourceFile, name: string): ts.VariableDeclaration | null {
  const known = variables.get(file) ?? variablesOf(file);
  variables.set(file, known);
  return known.get(name) ?? null;
}

/** The variables that the statements of a module declare, each by its first declaration. */
function variablesOf({ statements }: ts.SourceFile): ReadonlyMap<string, ts.VariableDeclaration> {
  const lists = statements
    .filter(ts.isVariableStatement)
    .flatMap(({ declarationList }) => declarationList.declarations);
  return new Map(
    lists.flatMap((one) => (ts.isIdentifier(one.name) ? [[one.name.text, one] as const] : [])).toReversed(),
  );
}
