/** Worlds: values for the inputs of a function, drawn so that its guards hold, or so that one of them does not. */
import type { FileAnalysis, FunctionReport, GuardReport } from '../../../server/analysis/report.ts';
import { evaluateText, NotEvaluable, type World } from '../../analysis/evaluate.ts';
import type { Draw } from '../../analysis/inputs.ts';
import { chosenNames, drawOthers, type Input } from './inputs.ts';
import { MOST_ELEMENTS } from './smallArrays.ts';

/** What plain evaluation says; `null` where a text speaks of what only the run decides. */
export function truthOf(text: string, world: World): boolean | null {
  try {
    return Boolean(evaluateText(text, world));
  } catch (error) {
    if (error instanceof NotEvaluable) return null;
    throw error;
  }
}

/** Whether a guard matters in a world. */
export function applies({ under }: Pick<GuardReport, 'under'>, world: World): boolean | null {
  const truths = under.map((one) => truthOf(one, world));
  if (truths.includes(false)) return false;
  return truths.includes(null) ? null : true;
}

/** Whether some tensor of the program is too large to be made. */
export function isTooLarge({ tensors }: FileAnalysis, world: World): boolean {
  return tensors.some(({ shape }) => {
    const sizes = (shape ?? []).map((size) => numberIn(size, world) ?? 1);
    return sizes.reduce((a, b) => a * Math.abs(b), 1) > MOST_ELEMENTS;
  });
}

function numberIn(text: string, world: World): number | null {
  try {
    return Number(evaluateText(text, world));
  } catch (error) {
    if (error instanceof NotEvaluable) return null;
    throw error;
  }
}

const LARGEST = 9;
const REPAIRS = 25;

/** Values for all inputs. In two of three worlds as many guards hold as is easily had, in the others one is broken. */
export function drawWorld(program: FunctionReport, inputs: readonly Input[], draw: Draw): World {
  const world = drawOthers(inputs, draw);
  const names = chosenNames(program, inputs);
  const constants = constantsIn(program);
  for (const name of names) world.set(name, draw(5) === 0 ? anyOf(constants, draw) : 1 + draw(4));
  repair(program, names, world, draw);
  if (draw(3) === 0) breakOne(program, names, world, draw);
  for (const name of names) world.set(name, Math.max(least(program, name), world.get(name) as number));
  // A number may go by another name, too: that of a variable that holds it.
  for (const { name, origin } of program.symbols) {
    if (inputs.some((one) => one.kind === 'number' && one.name === origin)) world.set(origin, world.get(name));
  }
  return world;
}

/** The smallest value that the analysis admits. */
function least({ symbols }: FunctionReport, name: string): number {
  const symbol = symbols.find((one) => one.name === name);
  return symbol === undefined ? 1 : (symbol.min ?? -2);
}

function anyOf(items: readonly number[], draw: Draw): number {
  return items[draw(items.length)] ?? 1;
}

function constantsIn({ guards, returns }: FunctionReport): readonly number[] {
  const texts = [...guards.flatMap(({ expr, under }) => [expr, ...under]), ...returns.flatMap(({ under }) => under)];
  const constants = texts.flatMap((text) => text.match(/\b\d+\b/g) ?? []).map(Number);
  return [1, ...constants.flatMap((value) => [value - 1, value, value + 1])].filter((value) => value < 100);
}

/** Changes one value after the other until the guards hold. */
function repair({ guards }: FunctionReport, names: readonly string[], world: Map<string, unknown>, draw: Draw): void {
  for (let round = 0; round < REPAIRS; round++) {
    const failing = guards.findIndex((guard) => applies(guard, world) === true && truthOf(guard.expr, world) === false);
    const guard = guards[failing];
    if (guard === undefined) return;
    const before = guards.slice(0, failing);
    const found = changesThat((truth) => truth === true, guard, before, names, world);
    const [name, value] = found[draw(found.length)] ?? [];
    if (name === undefined) return;
    world.set(name, value);
  }
}

function breakOne({ guards }: FunctionReport, names: readonly string[], world: Map<string, unknown>, draw: Draw): void {
  const relevant = guards.filter((guard) => applies(guard, world) === true);
  const guard = relevant[draw(relevant.length)];
  if (guard === undefined) return;
  const found = changesThat((truth) => truth === false, guard, guards.slice(0, guards.indexOf(guard)), names, world);
  const [name, value] = found[draw(found.length)] ?? [];
  if (name !== undefined) world.set(name, value);
}

/** Single changes that give a guard the wanted truth and keep those before it; any that do the former, if none does both. */
function changesThat(
  isWanted: (truth: boolean | null) => boolean,
  guard: GuardReport,
  before: readonly GuardReport[],
  names: readonly string[],
  world: ReadonlyMap<string, unknown>,
): readonly (readonly [name: string, value: number])[] {
  const concerned = names.filter((name) =>
    new RegExp(`(?<![\\w$])${name.replaceAll('$', '\\$')}(?![\\w$])`).test(guard.expr),
  );
  const changes = concerned.flatMap((name) =>
    Array.from({ length: LARGEST + 1 }, (_, value) => [name, value] as const).filter(
      ([, value]) => value !== world.get(name) && isWanted(truthOf(guard.expr, new Map(world).set(name, value))),
    ),
  );
  const gentle = changes.filter(([name, value]) => {
    const changed = new Map(world).set(name, value);
    return before.every((one) => applies(one, changed) !== true || truthOf(one.expr, changed) !== false);
  });
  return gentle.length > 0 ? gentle : changes;
}
