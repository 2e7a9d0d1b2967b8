/** The conditions of a path in words: each once, and those together as one that say nothing to a reader. */
import { EXCEPTION, UNTOLD } from '../interpreter/weight.ts';
import { type Condition, negation } from '../symbolic/condition.ts';
import { byName, type Naming, printCondition } from '../symbolic/notation.ts';

/** What stands for conditions that are too long to tell, or that would read as if they contradicted each other. */
const OTHERS = 'other conditions hold';

/** Conditions of a path, as the author would write them; what always holds is left out. */
export function conditionTexts(conditions: readonly Condition[], naming: Naming = byName): readonly string[] {
  const parts = conditions.flatMap(conjuncts);
  const texts = parts.map((part) => conditionText(part, naming));
  const said = new Set(texts);
  const isDenied = (part: Condition) => said.has(conditionText(negation(part), naming));
  const told = texts.filter((text, index) => text !== OTHERS && !isDenied(parts[index] as Condition));
  return [...new Set(told.length < texts.length ? [...told, OTHERS] : told)];
}

function conjuncts(condition: Condition): readonly Condition[] {
  if (condition.kind === 'constant') return [];
  return condition.kind === 'all' ? condition.operands.flatMap(conjuncts) : [condition];
}

function conditionText(condition: Condition, naming: Naming): string {
  const inner = condition.kind === 'not' ? condition.operand : condition;
  if (inner.kind === 'named' && inner.text.startsWith(EXCEPTION)) {
    return condition.kind === 'not' ? inner.text.replace(/^an/, 'no') : inner.text;
  }
  return isReadable(condition, naming) ? printCondition(condition, naming) : OTHERS;
}

/** Whether every part can be told, and none reads like another or its contrary: questions asked anew each time do. */
function isReadable(condition: Condition, naming: Naming): boolean {
  const leaves = leavesOf(condition);
  if (leaves.some((leaf) => leaf.kind === 'named' && leaf.text === UNTOLD)) return false;
  const meanings = new Map<string, Condition>();
  return leaves.every((leaf) => {
    const text = printCondition(leaf, naming);
    const known = meanings.get(text) ?? leaf;
    meanings.set(text, known);
    return leaf.kind !== 'named' || known === leaf;
  });
}

function leavesOf(condition: Condition): readonly Condition[] {
  if (condition.kind === 'not') return leavesOf(condition.operand);
  return condition.kind === 'all' || condition.kind === 'any' ? condition.operands.flatMap(leavesOf) : [condition];
}
