/** The text of COVERAGE.md. */
import { bySubject, type OracleCase, RUNS } from '../../test/libraries/support.ts';
import { families } from '../../test/libraries/tfjs/cases/index.ts';
import { type Found, foundFor } from './found.ts';
import { kernelsOfRows, signatureOf } from './kernels.ts';
import { publicNames } from './names.ts';
import { covers, namesWithReasons, reasonFor, reasonWithoutCases } from './reasons.ts';
import { stateOf } from './state.ts';
import { SURPRISES } from './surprises.ts';

const INTRODUCTION = `# Coverage

Every public name of TensorFlow.js 4.22, written by \`npm run coverage\`.

Kernel: the files of \`server/kernels\` that the rule reaches; none where the result has the shape of the argument, or is
no tensor. State, on the arguments of the cases: **exact**, all sizes and throws follow from the arguments; **data**, some
sizes depend on the values of tensors; **open**, some shapes are not known; a dash where there are no
cases, for a reason that stands below. Cases: how many generated arguments the
test run asks the library about; \`npm run oracle:tfjs\` asks 25 times as many.
`;

/** @param root the root of the project. @throws where a public name has neither a row nor a reason, or neither cases nor a reason. */
export async function coverageText(root: string): Promise<string> {
  const kernels = await kernelsOfRows(root);
  const cases = bySubject(Object.values(families).flat());
  const rows: string[] = [];
  const reasons = new Map<string, string[]>();
  const untried = new Map<string, string[]>();
  for (const { name, value } of publicNames()) {
    const found = foundFor(name);
    if (found === null) {
      note(reasons, reasonFor(name, value), name, 'a row');
      continue;
    }
    const tried = casesOf(cases, name, found);
    const kernel = found.kind === 'row' ? (kernels.get(signatureOf(found.row)) ?? []) : [];
    if (tried.length === 0) note(untried, reasonWithoutCases(name), name, 'cases');
    const state = tried.length === 0 ? '–' : stateOf(tried);
    const count = tried.length === 0 ? '–' : String(tried.length * Math.ceil(RUNS / tried.length));
    rows.push(`| \`${name}\` | ${kernel.join(', ')} | ${state} | ${count} |`);
  }
  return [
    INTRODUCTION,
    `${rows.length} names are followed, ${[...reasons.values()].flat().length} need no row.\n`,
    '| name | kernel | state | cases |\n|---|---|---|---|',
    rows.join('\n'),
    '\n## Where the library surprises\n',
    SURPRISES.map((text) => `- ${text}`).join('\n'),
    '\n## Names without generated cases\n',
    [...untried].map(([why, names]) => `- ${why} ${listOf(names)}`).join('\n'),
    '\n## Names that need no row\n',
    [...reasons].map(([why, names]) => `- ${why} ${listOf(names)}`).join('\n'),
    '',
  ].join('\n');
}

function note(reasons: Map<string, string[]>, why: string | null, name: string, lack: string): void {
  if (why === null) throw new Error(`${name} has neither ${lack} nor a reason`);
  reasons.set(why, [...(reasons.get(why) ?? []), name]);
}

/** Names that a whole namespace stands for are counted. */
function listOf(names: readonly string[]): string {
  const counts = new Map<string, number>();
  for (const name of names) {
    const pattern = namesWithReasons().find((one) => covers(one, name)) ?? name;
    counts.set(pattern, (counts.get(pattern) ?? 0) + 1);
  }
  return [...counts].map(([name, count]) => (count === 1 ? `\`${name}\`` : `\`${name}\` (${count})`)).join(', ');
}

/** The cases of a public name; a method of tensors may be tried as the function of the same name. */
function casesOf(cases: ReadonlyMap<string, readonly OracleCase[]>, name: string, found: Found): readonly OracleCase[] {
  return cases.get(name) ?? (found.kind === 'row' ? cases.get(found.row.name) : undefined) ?? [];
}
