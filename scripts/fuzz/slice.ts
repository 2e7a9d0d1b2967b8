/** Cuts of programs: a few statements of a real one with the packages that it imports, as a person pastes them. */
import { ts } from 'ts-morph';

const MOST_LINES = 60;

export function sliceOf(file: ts.SourceFile, random: () => number): string {
  const { statements, text } = file;
  const imports = statements.filter((one) => ts.isImportDeclaration(one) && !/['"]\.{1,2}\//.test(one.getText(file)));
  const first = Math.floor(random() * statements.length);
  const taken: string[] = [];
  for (const statement of statements.slice(first)) {
    taken.push(text.slice(statement.pos, statement.end));
    if (taken.join('').split('\n').length > MOST_LINES) break;
  }
  const lines = taken.join('').split('\n');
  const from = lines.length <= 2 * MOST_LINES ? 0 : Math.floor(random() * (lines.length - MOST_LINES));
  const body = lines.slice(from, from + 2 * MOST_LINES).join('\n');
  return [...imports.map((one) => one.getText(file)), body].join('\n');
}
