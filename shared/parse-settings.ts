/** Reads settings that came from an editor or a file: checks every value and says what is wrong with it. */
import { CODES, type Severity } from '../server/analysis/report.ts';
import { DEFAULT_SETTINGS, type Settings } from './settings.ts';

export interface ParsedSettings {
  readonly settings: Settings;
  /** One sentence per bad value, without a full stop. */
  readonly problems: readonly string[];
}

const SEVERITIES: readonly (Severity | 'off')[] = ['error', 'warning', 'information', 'hint', 'off'];

type Reader<T> = (value: unknown, name: string, problems: string[]) => T | undefined;

/** The settings in `value`. A value that cannot be used becomes a problem and keeps its default. */
export function parseSettings(value: unknown): ParsedSettings {
  const problems: string[] = [];
  const fields = isAbsent(value) ? {} : (readRecord(value, 'shapewise', problems) ?? {});
  const severity = readKnown(fields.severity, 'severity', CODES, readSeverity, problems);
  const kinds = Object.keys(DEFAULT_SETTINGS.inlayHints);
  const inlayHints = readKnown(fields.inlayHints, 'inlayHints', kinds, readBoolean, problems);
  const libraries = readEntries(fields.libraries, 'libraries', readText, problems);
  const codeLens = isAbsent(fields.codeLens) ? undefined : readBoolean(fields.codeLens, 'codeLens', problems);
  const outline = isAbsent(fields.outline) ? undefined : readBoolean(fields.outline, 'outline', problems);
  return {
    settings: {
      severity,
      codeLens: codeLens ?? DEFAULT_SETTINGS.codeLens,
      outline: outline ?? DEFAULT_SETTINGS.outline,
      inlayHints: { ...DEFAULT_SETTINGS.inlayHints, ...inlayHints },
      libraries,
    },
    problems,
  };
}

/** What is wrong with a project's file: with the file itself, and with what it says. */
export function problemsOfFile(file: {
  readonly value: unknown;
  readonly name: string | null;
  readonly problems: readonly string[];
}): readonly string[] {
  const { value, name, problems } = file;
  return [
    ...problems,
    ...(name === null ? [] : parseSettings(value).problems.map((problem) => `${problem} (${name})`)),
  ];
}

/** A record whose names are all known beforehand; others are probably misspelt. */
function readKnown<T>(value: unknown, name: string, known: readonly string[], read: Reader<T>, problems: string[]) {
  return readEntries(value, name, read, problems, (key) => {
    if (known.includes(key)) return true;
    problems.push(`\`${name}.${key}\` is not known; there are ${list(known, 'and')}`);
    return false;
  });
}

/** The entries of a record that `read` accepts. Absent and null entries are left out. */
function readEntries<T>(
  value: unknown,
  name: string,
  read: Reader<T>,
  problems: string[],
  accepts: (key: string) => boolean = () => true,
): Record<string, T> {
  if (isAbsent(value)) return {};
  const result: Record<string, T> = {};
  for (const [key, entry] of Object.entries(readRecord(value, name, problems) ?? {})) {
    if (isAbsent(entry) || !accepts(key)) continue;
    const parsed = read(entry, `${name}.${key}`, problems);
    if (parsed !== undefined) result[key] = parsed;
  }
  return result;
}

function readRecord(value: unknown, name: string, problems: string[]): Record<string, unknown> | undefined {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Record<string, unknown>;
  return reject('an object', value, name, problems);
}

function readBoolean(value: unknown, name: string, problems: string[]): boolean | undefined {
  return typeof value === 'boolean' ? value : reject('true or false', value, name, problems);
}

function readText(value: unknown, name: string, problems: string[]): string | undefined {
  return typeof value === 'string' && value !== '' ? value : reject('the name of a library', value, name, problems);
}

function readSeverity(value: unknown, name: string, problems: string[]): Severity | 'off' | undefined {
  return SEVERITIES.find((severity) => severity === value) ?? reject(list(SEVERITIES, 'or'), value, name, problems);
}

function reject(expected: string, value: unknown, name: string, problems: string[]): undefined {
  problems.push(`\`${name}\` must be ${expected}, not ${JSON.stringify(value)}`);
  return undefined;
}

function isAbsent(value: unknown): value is null | undefined {
  return value === undefined || value === null;
}

function list(names: readonly string[], conjunction: 'and' | 'or'): string {
  return `${names.slice(0, -1).join(', ')} ${conjunction} ${names.at(-1)}`;
}
