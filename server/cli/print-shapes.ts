/** The source of a file with what is known of it: shapes behind the names, guards and results behind the lines. */
import pc from 'picocolors';
import type { BindingReport, FileAnalysis, FunctionReport, GuardReport } from '../analysis/report.ts';
import { applyEdits } from '../workspace/edits.ts';
import { relativePath } from '../workspace/paths.ts';
import type { Run } from './analyze-paths.ts';

/** Every file that has a tensor program, each under its name. */
export function printShapes({ files, workspace }: Run): string {
  return files
    .filter(({ functions }) => functions.length > 0)
    .map((file) => `${pc.bold(relativePath(file.path))}\n\n${annotate(file, workspace.text(file.path) ?? '')}\n`)
    .join('');
}

/** The annotated text: what is added stands in `⟦ ⟧` behind a name, or in a comment behind or below a line. */
export function annotate(file: FileAnalysis, text: string): string {
  return annotatedLines(file, text).join('\n');
}

/** The lines of the text, each with what is added to it, which may be lines of its own. */
export function annotatedLines(file: FileAnalysis, text: string, tell: TellGuard = guardText): readonly string[] {
  const notes = notesByLine(file, text, tell);
  const plain = text.split('\n');
  return withShapes(file, text)
    .split('\n')
    .map((line, index) => withNotes(line, plain[index] ?? '', notes.get(index + 1)));
}

/** What a note says of a guard; `null` where it is not worth one. `index` is its place among the function's guards. */
type TellGuard = (guard: GuardReport, index: number) => string | null;

function withShapes({ path, bindings }: FileAnalysis, text: string): string {
  const inserted = bindings
    .filter(({ kind, hint }) => hint && kind !== 'return')
    .map((binding) => ({ path, start: binding.end, end: binding.end, text: pc.dim(hintText(binding)) }));
  return applyEdits(text, inserted);
}

function hintText({ kind, text }: BindingReport): string {
  return kind === 'chain' ? ` ⟦${text}⟧` : `⟦: ${text}⟧`;
}

/** What stands behind one line. Sets, since several paths may say the same. */
interface Notes {
  readonly guards: Set<string>;
  readonly results: Set<string>;
}

function notesByLine({ functions }: FileAnalysis, text: string, tell: TellGuard): ReadonlyMap<number, Notes> {
  const notes = new Map<number, Notes>();
  const at = (line: number): Notes => {
    const found = notes.get(line) ?? { guards: new Set(), results: new Set() };
    notes.set(line, found);
    return found;
  };
  for (const program of functions) {
    for (const [index, guard] of program.guards.entries()) {
      const note = tell(guard, index);
      if (note !== null) at(guard.line).guards.add(note);
    }
    for (const result of resultTexts(program)) at(lastLine(text, program.end)).results.add(result);
  }
  return notes;
}

export function guardText({ text, under }: GuardReport): string {
  return text + where(under);
}

function resultTexts({ name, returns, complete, why }: FunctionReport): string[] {
  const shapes = returns.flatMap(({ shape, under }) =>
    shape === null ? [] : [`[${shape.join(', ')}]${where(under)}`],
  );
  const result = shapes.length === 0 ? [] : [`${name} returns ${[...new Set(shapes)].join(' | ')}`];
  return complete ? result : [...result, `${name} is not fully analysed: ${why ?? 'no reason is known'}`];
}

function where(under: readonly string[]): string {
  return under.length === 0 ? '' : ` where ${under.join(' and ')}`;
}

/** A line with its notes may be so long; beyond, they stand below it. */
const WIDTH = 120;

function withNotes(line: string, plain: string, notes: Notes | undefined): string {
  if (notes === undefined) return line;
  const guards = [...notes.guards];
  const results = [...notes.results];
  const label = guards.length === 1 ? 'guard' : 'guards';
  const together = [...(guards.length === 0 ? [] : [`${label}: ${guards.join(', ')}`]), ...results].join('; ');
  if (plain.length + together.length + '  // '.length <= WIDTH) return `${line}  ${pc.dim(`// ${together}`)}`;
  const indentation = /^\s*/.exec(plain)?.[0] ?? '';
  const below = [...guards.map((guard) => `guard: ${guard}`), ...results];
  return [line, ...below.map((note) => `${indentation}${pc.dim(`// ${note}`)}`)].join('\n');
}

export function lastLine(text: string, end: number): number {
  return text.slice(0, Math.max(0, end - 1)).split('\n').length;
}
