/** What hints say of a program: each declared name of it with its shape. */
import { analysed } from './fixing.ts';

export function hints(program: string, name = 'program.ts'): readonly string[] {
  const { analyzer, path, text } = analysed(program, name);
  return analyzer
    .analyze(path)
    .bindings.filter((binding) => binding.hint)
    .map(({ start, end, text: shape }) => `${text.slice(start, end)} ${shape}`);
}
