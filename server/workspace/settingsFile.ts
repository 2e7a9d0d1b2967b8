/** The settings that a project keeps: `shapewise.json`, which may have comments, or the section `shapewise` of `package.json`. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ts } from 'ts-morph';

export interface SettingsFile {
  /** What the project says, not checked; `null` where it says nothing. */
  readonly value: unknown;
  /** The file that says it. */
  readonly name: string | null;
  /** What is wrong with the files themselves, one sentence each, without a full stop. */
  readonly problems: readonly string[];
}

export const SETTINGS_FILE = 'shapewise.json';
const MANIFEST = 'package.json';

/** What the files of a folder say; where both do, `shapewise.json` holds. */
export function readSettingsFile(folder: string): SettingsFile {
  const own = readJson(folder, SETTINGS_FILE);
  const manifest = readJson(folder, MANIFEST);
  const section = sectionOf(manifest.value);
  const problems = [...own.problems];
  if (own.value !== null && section !== null)
    problems.push(`\`${SETTINGS_FILE}\` hides the section \`shapewise\` of \`${MANIFEST}\``);
  if (own.value !== null) return { value: withoutSchema(own.value), name: SETTINGS_FILE, problems };
  return { value: section, name: section === null ? null : MANIFEST, problems };
}

function sectionOf(manifest: unknown): unknown {
  if (typeof manifest !== 'object' || manifest === null) return null;
  return Reflect.get(manifest, 'shapewise') ?? null;
}

/** `$schema` is for editors. */
function withoutSchema(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).filter(([key]) => key !== '$schema'));
}

function readJson(folder: string, name: string): { readonly value: unknown; readonly problems: readonly string[] } {
  let text: string;
  try {
    text = readFileSync(join(folder, name), 'utf8');
  } catch {
    return { value: null, problems: [] };
  }
  const { config, error } = ts.parseConfigFileTextToJson(name, text);
  if (error === undefined) return { value: config ?? null, problems: [] };
  const message = ts.flattenDiagnosticMessageText(error.messageText, ' ').replace(/\.$/, '');
  // A broken manifest is told by everything else.
  return { value: null, problems: name === MANIFEST ? [] : [`\`${name}\` cannot be read: ${message}`] };
}
