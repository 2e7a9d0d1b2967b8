/** Allowances: a call that takes too many steps is left, and what it may have written is forgotten. */
import { ts } from 'ts-morph';
import type { Reason } from '../symbolic/place.ts';
import { isAlone } from './alone.ts';
import { forgetEffects } from './forget.ts';
import { isInert } from './inert.ts';
import { tensorMethodNames } from './library.ts';
import { BUDGET, functionName, isWithin, type Machine, reasonAt, textOf } from './machine.ts';
import { perTree } from './perTree.ts';
import { isTyped, valueOfType } from './types.ts';
import { unknown } from './unknown.ts';
import { type Closure, promise, type Value } from './values.ts';

/** Runs a call within its share of the budget. Where that is spent its value is unknown, and the caller goes on. */
export function withinAllowance(
  machine: Machine,
  closure: Closure,
  self: Value,
  args: readonly Value[],
  site: ts.Node,
  run: () => Value,
): Value {
  // A function that is written where it is called is part of its caller.
  if (closure.node === machine.recorder.root || isWithin(closure.node, site)) return run();
  const outer = machine.limit;
  const { facts, firm, path, steps, touched } = machine;
  const caught = machine.collectors.map((collector) => collector.caught.length);
  const mark = machine.journal.mark();
  machine.limit = allowanceOf(machine, closure);
  const value = run();
  const hasTouched = machine.touched > touched;
  machine.limit = hasTouched ? { soft: outer.hard, hard: outer.hard } : outer;
  if (machine.gaveUp === null || machine.steps > machine.limit.soft) return value;
  machine.gaveUp = null;
  machine.journal.rollback(mark);
  machine.collectors.forEach((collector, index) => {
    collector.caught.length = caught[index] ?? 0;
  });
  Object.assign(machine, { facts, firm, path, thrown: null, node: site });
  const why = tooLong(machine, closure, site, hasTouched, machine.steps - steps);
  // It may have thrown.
  machine.presumed ??= why;
  machine.risks += 1;
  if (!machine.recorder.isPreparing) forgetEffects(machine, closure, self, args, why);
  return declaredResult(machine, closure, why, site);
}

function allowanceOf(machine: Machine, { node, scope }: Closure): Machine['limit'] {
  const { hard, soft } = machine.limit;
  const [least, part] = machine.isSparing ? [BUDGET.sparingCall, BUDGET.sparingShare] : [BUDGET.call, BUDGET.share];
  const share = Math.max(least, Math.floor((hard - machine.steps) * part));
  const most = Math.min(hard, machine.steps + share);
  if (soft < hard) return { soft: Math.min(soft, most), hard: most };
  return {
    soft: isAboutTensors(machine, node, scope) ? most : Math.min(most, machine.steps + BUDGET.data),
    hard: most,
  };
}

/** Work on data is forgotten by design; a function of tensors that is too long is told. */
function tooLong(machine: Machine, { node }: Closure, site: ts.Node, hasTouched: boolean, steps: number): Reason {
  const why = reasonAt(site, `\`${functionName(node)}\` takes too many steps`);
  const { recorder } = machine;
  if (!hasTouched || recorder.silence > 0 || steps === 0) return why;
  const { place } = recorder.locate(machine, site, why.message);
  recorder.gaveUp ??= { message: why.message, place };
  return why;
}

/** What the function is declared to return. */
function declaredResult(machine: Machine, { node }: Closure, why: Reason, site: ts.Node): Value {
  const from = { provenance: 'outside', origin: textOf(site), why } as const;
  const isAsync =
    ts.canHaveModifiers(node) && ts.getModifiers(node)?.some(({ kind }) => kind === ts.SyntaxKind.AsyncKeyword);
  const signature = isTyped(node) ? machine.host.checker().getSignatureFromDeclaration(node) : undefined;
  const value = signature === undefined ? unknown(why, from) : valueOfType(machine, signature.getReturnType(), from);
  return isAsync ? promise(value) : value;
}

const verdicts = perTree<boolean>();

/** Whether the text of a function names the library, or calls what only tensors have. */
function isAboutTensors(machine: Machine, node: ts.FunctionLikeDeclaration, scope: Closure['scope']): boolean {
  return verdicts(node, () => namesTensors(machine, node, scope));
}

function namesTensors(machine: Machine, node: ts.FunctionLikeDeclaration, scope: Closure['scope']): boolean {
  const methods = tensorMethodNames(machine);
  const isLibrary = (name: string) => {
    const value = scope.find(name)?.value;
    if (value === undefined) return machine.host.globalLibrary(name) !== null;
    return value.kind === 'namespace' || value.kind === 'libraryFunction' || value.kind === 'libraryClass';
  };
  const visit = (child: ts.Node): boolean => {
    // What counts for nothing where it runs tells nothing.
    if (ts.isStatement(child) && (isInert(child, machine.host) || isAlone(machine, child))) return false;
    if (ts.isPropertyAccessExpression(child)) {
      const { text } = child.name;
      if (methods.has(text) || machine.host.globalLibrary(text) !== null) return true;
    }
    if (ts.isIdentifier(child) && isLibrary(child.text)) return true;
    return ts.forEachChild(child, (one) => visit(one) || undefined) ?? false;
  };
  return visit(node);
}
