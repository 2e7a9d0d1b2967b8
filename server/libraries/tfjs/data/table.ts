/** `tf.data.csv`: tables, whose columns are stated or stand in the first line of a file of the workspace. */

import { type Ask, Unreadable } from '../../../kernels/ask.ts';
import { ABSENT, type Datum, listDatum, type RecordDatum, recordDatum, stringDatum } from '../../datum.ts';
import { entryOf } from '../../entryOf.ts';
import { flag, isAbsent, maybe } from '../../parameters.ts';
import { openRecord, unknownNumber } from '../unknowns.ts';
import type { DatasetState } from './dataset.ts';

/** A row of the table: its columns, or inputs and targets where some columns are labels. */
export function tableOf(source: Datum, config: Datum, ask: Ask): DatasetState {
  const field = (name: string): Datum => (config.kind === 'record' ? config.get(name) : ABSENT);
  const configs = field('columnConfigs');
  const known = configs.kind === 'record' ? (configs.fields ?? null) : null;
  const configured = maybe(flag(false)).read(field('configuredColumnsOnly'), ask, 'configuredColumnsOnly') ?? false;
  const lines = linesOf(source, ask);
  const header = maybe(flag(true)).read(field('hasHeader'), ask, 'hasHeader') ?? true;
  const delimiter =
    field('delimiter').kind === 'string' ? String((field('delimiter') as { value: unknown }).value) : ',';
  const all = namesOf(field('columnNames')) ?? (header && lines ? cellsOf(lines[0] ?? '', delimiter) : null);
  const names = configured && known !== null ? Object.keys(known) : all;
  if (names === null) return openTable(configs, known, ask);
  const sample = all === null || lines === null ? null : cellsOf(lines[header ? 1 : 0] ?? '', delimiter);
  const valueOf = (name: string): Datum =>
    cellOf(known ? entryOf(known, name) : undefined, sample?.[all?.indexOf(name) ?? -1]);
  const isLabel = (name: string): boolean => labelOf(known ? entryOf(known, name) : undefined);
  const record = (some: readonly string[]): RecordDatum =>
    recordDatum(Object.fromEntries(some.map((name) => [name, valueOf(name)])));
  const labels = names.filter(isLabel);
  const features = names.filter((name) => !isLabel(name));
  const element = labels.length === 0 ? record(features) : recordDatum({ xs: record(features), ys: record(labels) });
  const count = null;
  return { element, count, columns: listDatum(names.map(stringDatum)) };
}

/** A table of unknown columns; the labels among them are stated. */
function openTable(configs: Datum, known: RecordDatum['fields'] | null, ask: Ask): DatasetState {
  const labels = Object.entries(known ?? {}).filter(([, config]) => labelOf(config));
  const columns: Datum = { kind: 'repeated', length: ask.fresh('columns', 1), element: stringDatum(null) };
  if (isAbsent(configs) || labels.length === 0) return { element: openRecord({}, 'row'), count: null, columns };
  const ys = recordDatum(Object.fromEntries(labels.map(([name, config]) => [name, cellOf(config, undefined)])));
  return { element: recordDatum({ xs: openRecord({}, 'xs'), ys }), count: null, columns };
}

/** A cell is a number where it can be read as one; those of a column are taken to be alike. */
function cellOf(config: Datum | undefined, sample: string | undefined): Datum {
  const type = config?.kind === 'record' ? config.get('dtype') : ABSENT;
  const isText =
    type.kind === 'string' ? type.value === 'string' : sample !== undefined && Number.isNaN(Number(sample));
  return isText ? stringDatum(null) : unknownNumber;
}

function labelOf(config: Datum | undefined): boolean {
  const label = config?.kind === 'record' ? config.get('isLabel') : ABSENT;
  return label.kind === 'boolean' && label.value === true;
}

function namesOf(names: Datum): readonly string[] | null {
  if (names.kind !== 'list') return null;
  const known = names.items.flatMap((item) => (item.kind === 'string' && item.value !== null ? [item.value] : []));
  return known.length === names.items.length ? known : null;
}

function linesOf(source: Datum, ask: Ask): readonly string[] | null {
  if (source.kind !== 'string' || source.value === null) return null;
  try {
    return ask.file(source.value).text.split(/\r?\n/, 2);
  } catch (error) {
    if (error instanceof Unreadable) return null;
    throw error;
  }
}

function cellsOf(line: string, delimiter: string): readonly string[] {
  return line.split(delimiter).map((cell) => cell.trim().replace(/^"(.*)"$/, '$1'));
}
