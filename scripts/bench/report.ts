/** How the benchmarks are shown: as text in the terminal, as BENCHMARKS.md. */
import type { Section, Target } from './section.ts';

export function printSection({ title, says, columns, rows }: Section): string {
  const table = [columns, ...rows];
  const widths = columns.map((_, column) => Math.max(...table.map((row) => row[column]?.length ?? 0)));
  const lines = table.map((row) =>
    row
      .map((cell, column) => (column === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[column] ?? 0)))
      .join('  '),
  );
  return [`${title}\n`, ...says.map((paragraph) => `${paragraph}\n`), ...lines, ''].join('\n');
}

export function printTargets(targets: readonly Target[]): string {
  return targets
    .map(({ what, bound, measured, isMet }) => `${isMet ? 'met   ' : 'missed'}  ${what}: ${measured} (${bound})`)
    .join('\n');
}

/**
 * @param conditions machine and versions, what and value
 * @param options those that the command was given
 */
export function markdownReport(
  sections: readonly Section[],
  conditions: readonly (readonly [string, string])[],
  options: readonly string[],
): string {
  const targets = sections.flatMap((section) => section.targets);
  const met = targets.filter(({ isMet }) => isMet).length;
  return [
    '# Benchmarks',
    `\`npm run bench -- ${options.join(' ')}\` measured what follows and wrote this file. Shapewise and what it is compared ` +
      'with ran side by side on the same machine in the same run, so that ratios mean more than times.',
    markdownTable(['', ''], conditions),
    '## Targets',
    `${met} of ${targets.length} are met.`,
    markdownTable(
      ['', 'target', 'measured', ''],
      targets.map(({ what, bound, measured, isMet }) => [what, bound, measured, isMet ? 'met' : '**missed**']),
    ),
    ...sections.flatMap(({ title, says, columns, rows }) => [`## ${title}`, ...says, markdownTable(columns, rows)]),
  ]
    .join('\n\n')
    .concat('\n');
}

function markdownTable(columns: readonly string[], rows: readonly (readonly string[])[]): string {
  const rule = columns.map((_, column) => (column === 0 ? '---' : '---:'));
  return [columns, rule, ...rows].map((row) => `| ${row.join(' | ')} |`).join('\n');
}
