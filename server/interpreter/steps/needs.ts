/** Which constructs of a generator have to be left and entered again. */
import { ts } from 'ts-morph';

const known = new WeakMap<ts.Node, boolean>();

/** Whether a statement stops, or leaves the generator or a construct around it. */
export function stopsWithin(node: ts.Node): boolean {
  let stops = known.get(node);
  if (stops === undefined) {
    stops = hasYield(node) || leaves(node, [], true, true);
    known.set(node, stops);
  }
  return stops;
}

const yields = new WeakMap<ts.Node, boolean>();

/** Whether a `yield` of this generator stands in a node. */
export function hasYield(node: ts.Node): boolean {
  let has = yields.get(node);
  if (has === undefined) {
    const look = (child: ts.Node): boolean =>
      ts.isYieldExpression(child) || (!ts.isFunctionLike(child) && ts.forEachChild(child, look) === true);
    has = look(node);
    yields.set(node, has);
  }
  return has;
}

/** Whether a return, or a jump to outside, stands in a node. */
function leaves(node: ts.Node, labels: readonly string[], breaks: boolean, continues: boolean): boolean {
  if (ts.isReturnStatement(node)) return true;
  if (ts.isBreakStatement(node)) return node.label === undefined ? breaks : !labels.includes(node.label.text);
  if (ts.isContinueStatement(node)) return node.label === undefined ? continues : !labels.includes(node.label.text);
  if (ts.isFunctionLike(node) || ts.isClassLike(node)) return false;
  const isLoop = ts.isIterationStatement(node, false);
  const inner = ts.isLabeledStatement(node) ? [...labels, node.label.text] : labels;
  const visit = (child: ts.Node) =>
    leaves(child, inner, breaks && !isLoop && !ts.isSwitchStatement(node), continues && !isLoop);
  return ts.forEachChild(node, visit) === true;
}
