/** The settings of every folder, from what an editor and the project's own file say. */
import { parseSettings, problemsOfFile } from '../shared/parse-settings.ts';
import type { Settings } from '../shared/settings.ts';
import type { SettingsFile } from './workspace/settingsFile.ts';

/** The settings by folder; `null` stands for all files outside of the folders. */
export type FolderSettings = ReadonlyMap<string | null, Settings>;

export interface Configuration {
  readonly settings: FolderSettings;
  /** One message about all values that cannot be used, or an empty one. */
  readonly complaint: string;
}

/** What is said for one folder. */
export interface Stated {
  readonly editor: unknown;
  readonly file: SettingsFile | null;
}

/** What is said for each folder, checked. What the project's file says holds for everybody who works on it. */
export function configurationOf(stated: ReadonlyMap<string | null, Stated>): Configuration {
  const settings = new Map<string | null, Settings>();
  const problems = new Set<string>();
  for (const [folder, { editor, file }] of stated) {
    const own = parseSettings(editor);
    for (const problem of own.problems) problems.add(problem);
    for (const problem of file === null ? [] : problemsOfFile(file)) problems.add(problem);
    settings.set(folder, parseSettings(combined(editor, file?.value ?? null)).settings);
  }
  const complaint = problems.size === 0 ? '' : `Shapewise settings: ${[...problems].join('; ')}. Defaults are used.`;
  return { settings, complaint };
}

/** One level deep: a kind of finding that the file does not name keeps the editor's severity. */
export function combined(editor: unknown, file: unknown): unknown {
  if (!isRecord(file)) return editor;
  if (!isRecord(editor)) return file;
  const entries = Object.entries(file).map(([key, value]) => {
    const other = editor[key];
    return [key, isRecord(value) && isRecord(other) ? { ...other, ...value } : value];
  });
  return { ...editor, ...Object.fromEntries(entries) };
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The section called `name`: some editors send all their settings, others this section alone. */
export function sectionOf(given: unknown, name: string): unknown {
  return typeof given === 'object' && given !== null && name in given ? Reflect.get(given, name) : given;
}
