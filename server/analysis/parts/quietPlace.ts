/** Quiet places: where nobody asks whether something throws. */
import { ts } from 'ts-morph';
import type { Machine } from '../../interpreter/machine.ts';
import type { BodyEdit } from './cutoff.ts';
import { saysTheSame } from './local.ts';
import { nameOfFunction } from './part.ts';

/** Whether what stands idle in the edited function changes nothing for what ran it. */
export function isQuietPlace(machine: Machine, edit: BodyEdit): boolean {
  const name = nameOfFunction(edit.body.after.node);
  if (!saysTheSame(machine, edit.body, edit)) return false;
  const asking = [...new Set(edit.files.flatMap((file) => [...catchingIn(file)]))];
  const ran = [...[...edit.parts.values()].map(({ entered }) => entered), edit.prepared].filter((one) => one.has(name));
  return !asking.includes(OUTSIDE) && !ran.some((names) => asking.some((one) => names.has(one)));
}

/** Stands for the code outside of functions. */
const OUTSIDE = '';

const catching = new WeakMap<ts.SourceFile, ReadonlySet<string>>();

/** Names of the functions of a file that ask somewhere what may throw. */
function catchingIn(file: ts.SourceFile): ReadonlySet<string> {
  const known = catching.get(file) ?? findCatching(file);
  catching.set(file, known);
  return known;
}

function findCatching(file: ts.SourceFile): ReadonlySet<string> {
  const found = new Set<string>();
  const visit = (node: ts.Node): void => {
    if (ts.isTryStatement(node)) {
      const around = ts.findAncestor(node, ts.isFunctionLike);
      found.add(around === undefined ? OUTSIDE : nameOfFunction(around));
    }
    ts.forEachChild(node, visit);
  };
  if (/\btry\b/.test(file.text)) visit(file);
  return found;
}
