/** `tf.GraphModel`: graphs of operations that other programs have made. */
import type { Ask } from '../../../kernels/ask.ts';
import type { Reason } from '../../../symbolic/place.ts';
import { fakeTensor } from '../../../tensor/tensor.ts';
import { ABSENT, type Datum, listDatum, promiseDatum, tensorDatum } from '../../datum.ts';
import type { InstanceType } from '../../row.ts';
import { outsideDatum, unknownDatum } from '../unknowns.ts';

const WHY: Reason = { message: 'the model that is loaded cannot be read', place: null };

const silent = (): Datum => ABSENT;

export const GRAPH_MODEL: InstanceType = {
  name: 'GraphModel',
  construct: () => null,
  methods: {
    dispose: silent,
    disposeIntermediateTensors: silent,
    execute: (_self, [, names = ABSENT], ask) => executed(names, ask),
    executeAsync: (_self, [, names = ABSENT], ask) => promiseDatum(executed(names, ask)),
    getIntermediateTensors: () => unknownDatum('the intermediate tensors of a model'),
    load: () => promiseDatum({ kind: 'boolean', value: true }),
    loadSync: () => ({ kind: 'boolean', value: true }),
    predict: (_self, _args, ask) => output(ask),
    predictAsync: (_self, _args, ask) => promiseDatum(output(ask)),
    save: () => promiseDatum(unknownDatum('what saving a model returns')),
  },
  properties: Object.fromEntries(
    ['inputs', 'outputs', 'inputNodes', 'outputNodes', 'metadata', 'modelSignature', 'modelVersion', 'weights'].map(
      (name) => [name, () => outsideDatum(`the ${name} of a loaded model`)],
    ),
  ),
};

/** One name gives one tensor, alone or in a list, several names a list; without names the model itself decides. */
function executed(names: Datum, ask: Ask): Datum {
  if (names.kind === 'string') return output(ask);
  if (names.kind === 'list')
    return names.items.length === 1 ? output(ask) : listDatum(names.items.map(() => output(ask)));
  return { kind: 'unknown', why: WHY, outside: true, become: (want) => (want.kind === 'tensor' ? output(ask) : null) };
}

function output(ask: Ask): Datum {
  return tensorDatum(fakeTensor(ask.opaque('output', WHY), null));
}
