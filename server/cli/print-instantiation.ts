/** The source of one function with the shapes it has under given sizes, and with the truth of its guards. */
import pc from 'picocolors';
import type { GuardReport, GuardTruth, InstantiatedFunction, Instantiation } from '../analysis/report.ts';
import { relativePath } from '../workspace/paths.ts';
import type { Workspace } from '../workspace.ts';
import { annotatedLines, guardText, lastLine } from './print-shapes.ts';

export function printInstantiation(instantiation: Instantiation, workspace: Workspace): string {
  const { path, functions } = instantiation;
  const [program] = functions;
  const text = workspace.text(path) ?? '';
  const lines = annotatedLines(instantiation, text, tellerOf(program));
  const source = lines.slice(program.line - 1, lastLine(text, program.end));
  const head = `${relativePath(path)} ${program.name}${givenText(program)}`;
  return [pc.bold(head), '', ...source, '', ...closingLines(program), ''].join('\n');
}

function givenText({ sizes, conditions }: InstantiatedFunction): string {
  const given = Object.entries({ ...sizes, ...conditions }).map(([name, value]) => `${name} = ${value}`);
  return given.length === 0 ? '' : ` with ${given.join(', ')}`;
}

/** Guards of paths that are not taken are left out, and those behind the one that stops. */
function tellerOf({ guards, stop }: InstantiatedFunction): (guard: GuardReport, index: number) => string | null {
  return (_, index) => {
    const guard = guards[index];
    if (guard === undefined || guard.applies === 'no' || (stop !== null && index > stop)) return null;
    const text = guard.applies === 'yes' ? guard.text : guardText(guard);
    return `${text}: ${guard.remaining === null ? colour(guard.holds) : `needs ${guard.remaining}`}`;
  };
}

function colour(verdict: GuardTruth['holds']): string {
  return { yes: pc.green, no: pc.red, unknown: pc.yellow }[verdict](verdict);
}

function closingLines({ name, guards, stop, symbols, open }: InstantiatedFunction): readonly string[] {
  const guard = stop === null ? undefined : guards[stop];
  const sizes = symbols.map((symbol) =>
    symbol.name === symbol.origin ? symbol.name : `${symbol.name} (${symbol.origin})`,
  );
  return [
    ...(guard === undefined ? [] : [stopText(name, guard, guards.slice(0, stop ?? 0))]),
    ...(sizes.length === 0 ? [] : [`open sizes: ${sizes.join(', ')}`]),
    ...(open.length === 0 ? [] : [`open conditions: ${open.join(', ')}`]),
  ];
}

function stopText(name: string, { kind, text, line, reason }: GuardTruth, before: readonly GuardTruth[]): string {
  const what = kind === 'requires' ? `${name} throws` : `${name} goes another way than told here`;
  const isFirst = before.every(({ applies, holds }) => applies === 'no' || holds === 'yes');
  return `${what} at line ${line}${isFirst ? '' : ' at the latest'}: ${text} does not hold (${reason})`;
}
