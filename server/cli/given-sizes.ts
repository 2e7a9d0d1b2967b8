/** Reading `--sizes B=3,x.shape[1]=4,training=true`. */
import type { Given } from '../analysis/instantiate.ts';
import { WorkspaceError } from '../workspace.ts';

/** What was read before together with what a text adds. @throws WorkspaceError where it cannot be read. */
export function readSizes(text: string, before: Given = {}): Given {
  const given: Record<string, number | boolean> = { ...before };
  for (const part of partsOf(text)) {
    // A condition may hold signs of equality itself.
    const [, name, value] = /^\s*(.*\S)\s*=\s*([^=]*?)\s*$/s.exec(part) ?? [];
    if (name === undefined || value === undefined || name.endsWith('=')) {
      throw new WorkspaceError(
        `--sizes ${text}: ${part.trim() === '' ? 'a size' : `\`${part.trim()}\``} is not NAME=VALUE`,
      );
    }
    given[name] = valueOf(name, value);
  }
  return given;
}

function valueOf(name: string, text: string): number | boolean {
  if (text === 'true' || text === 'false') return text === 'true';
  const value = Number(text);
  if (/^-?\d+$/.test(text) && Number.isSafeInteger(value)) return value;
  throw new WorkspaceError(`--sizes ${name}=${text}: a whole number, true or false is expected`);
}

/** The parts between commas that stand in no brackets and no quotes. */
function partsOf(text: string): readonly string[] {
  const parts = text.match(/(?:"[^"]*"|'[^']*'|\([^)]*\)|\[[^\]]*\]|[^,])+|(?<=^|,)(?=,|$)/g);
  return parts ?? [''];
}
