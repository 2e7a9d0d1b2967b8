/** The settings of every folder, from what an editor says of them. */
import { parseSettings } from '../shared/parse-settings.ts';
import type { Settings } from '../shared/settings.ts';

/** The settings by folder; `null` stands for all files outside of the folders. */
export type FolderSettings = ReadonlyMap<string | null, Settings>;

export interface Configuration {
  readonly settings: FolderSettings;
  /** One message about all values that cannot be used, or an empty one. */
  readonly complaint: string;
}

/** What the editor says for each folder, checked. */
export function configurationOf(values: ReadonlyMap<string | null, unknown>): Configuration {
  const settings = new Map<string | null, Settings>();
  const problems = new Set<string>();
  for (const [folder, value] of values) {
    const parsed = parseSettings(value);
    settings.set(folder, parsed.settings);
    for (const problem of parsed.problems) problems.add(problem);
  }
  const complaint = problems.size === 0 ? '' : `Shapewise settings: ${[...problems].join('; ')}. Defaults are used.`;
  return { settings, complaint };
}

/** The section called `name`: some editors send all their settings, others this section alone. */
export function sectionOf(given: unknown, name: string): unknown {
  return typeof given === 'object' && given !== null && name in given ? Reflect.get(given, name) : given;
}
