/** What the configurations of all layers may state: a name, the shape of the input, its data type. */
import type { Ask } from '../../../kernels/ask.ts';
import type { Dim, Shape } from '../../../tensor/tensor.ts';
import { ABSENT, type Datum } from '../../datum.ts';
import { dtype, isAbsent, maybe, optional, size, text, wanted } from '../../parameters.ts';
import type { Parameter } from '../../row.ts';
import { openSize } from './open.ts';
import { countedName, defaultName, type LayerState } from './state.ts';

/** A shape whose sizes may be open, written as `null`. */
export const openShape: Parameter<Shape> = {
  read(argument, ask, name) {
    const list = wanted(argument, { kind: 'list' });
    if (list.kind === 'number') return [openOrSize(list, ask, name, 0)];
    if (list.kind !== 'list') return ask.unknown(`\`${name}\` is not known`);
    return list.items.map((item, index) => (item.kind === 'spread' ? item.spread : openOrSize(item, ask, name, index)));
  },
};

/** Reads them; what nothing states takes the library's default. */
export function statedIn(
  className: string,
  config: Datum,
  ask: Ask,
): Pick<LayerState, 'name' | 'inputShape' | 'dtype' | 'config'> {
  const field = (name: string): Datum => (config.kind === 'record' ? config.get(name) : ABSENT);
  const whole = optional(openShape).read(field('batchInputShape'), ask, 'batchInputShape');
  const inner = optional(openShape).read(field('inputShape'), ask, 'inputShape');
  const type = isAbsent(field('dtype')) ? field('inputDType') : field('dtype');
  return {
    name: maybe(text).read(field('name'), ask, 'name') ?? unnamed(className, ask),
    inputShape: whole ?? (inner && [batchIn(field('batchSize'), ask), ...inner]),
    dtype: dtype('float32').read(type, ask, 'dtype') ?? 'float32',
    config: config.kind === 'record' ? config : null,
  };
}

function unnamed(className: string, ask: Ask): string {
  return className === 'InputLayer' ? countedName('input', ask) : defaultName(className, ask);
}

/** The size of a batch, open unless it is stated. */
export function batchIn(stated: Datum, ask: Ask): Dim {
  return isAbsent(stated) ? openSize('batch') : size.read(stated, ask, 'batchSize');
}

function openOrSize(item: Datum, ask: Ask, name: string, index: number): Dim {
  if (!isAbsent(item)) return size.read(item, ask, name);
  return openSize(index === 0 && name.startsWith('batch') ? 'batch' : `${name}${index}`);
}
