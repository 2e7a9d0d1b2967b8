/** Blocks and function bodies. */
import type { ts } from 'ts-morph';
import { type Completion, isAbrupt, NORMAL } from '../completion.ts';
import type { Machine } from '../machine.ts';
import { Scope } from '../scope.ts';
import { execute } from './execute.ts';
import { hoist, hoistVariables } from './hoist.ts';

/** The body of a function, in the scope of its parameters. */
export function runBody(machine: Machine, body: ts.Block, scope: Scope): Completion {
  hoistVariables(body, scope);
  return runStatements(machine, body.statements, new Scope(scope));
}

export function runBlock(machine: Machine, block: ts.Block | ts.ModuleBlock, scope: Scope): Completion {
  return runStatements(machine, block.statements, new Scope(scope));
}

/** Runs statements in order, to the first that ends abruptly. */
export function runStatements(machine: Machine, statements: readonly ts.Statement[], scope: Scope): Completion {
  hoist(machine, statements, scope);
  return runInOrder(machine, statements, scope);
}

/** The same for statements whose declarations are known already. */
export function runInOrder(machine: Machine, statements: readonly ts.Statement[], scope: Scope): Completion {
  for (const statement of statements) {
    const completion = execute(machine, statement, scope);
    if (isAbrupt(completion)) return completion;
  }
  return NORMAL;
}
