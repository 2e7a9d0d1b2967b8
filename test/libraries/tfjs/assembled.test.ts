import assert from 'node:assert/strict';
import * as tf from '@tensorflow/tfjs';
import type { Member } from '../../../server/libraries/row.ts';
import { tfjs } from '../../../server/libraries/tfjs/index.ts';
import { strictRows } from '../../../server/libraries/tfjs/strict.ts';

type Members = Readonly<Record<string, unknown>>;

describe('TensorFlow.js, assembled', () => {
  it('has no member that the library has not, but for operations of old versions', () => {
    const old = Object.keys(strictRows).map((name) => `tf.${name}`);
    assert.deepEqual(strangers(tfjs.namespace, tf as unknown as Members, 'tf').sort(), old.sort());
  });

  it('has no method that tensors and variables have not', () => {
    const methods = Object.keys(tfjs.tensorMethods).filter((name) => !(name in tf.Variable.prototype));
    assert.deepEqual(methods, []);
  });

  it('has every method of tensors', () => {
    const missing = Object.getOwnPropertyNames(tf.Tensor.prototype).filter((name) => {
      const isMethod = typeof Object.getOwnPropertyDescriptor(tf.Tensor.prototype, name)?.value === 'function';
      return isMethod && name !== 'constructor' && !Object.hasOwn(tfjs.tensorMethods, name);
    });
    assert.deepEqual(missing, []);
  });

  it('names each row as programs call it', () => {
    const wrong = Object.entries(tfjs.namespace).flatMap(([name, member]) => misnamed(name, member));
    assert.deepEqual(wrong, []);
  });
});

function strangers(members: Readonly<Record<string, Member>>, real: Members, path: string): string[] {
  return Object.entries(members).flatMap(([name, member]) => {
    if (!(name in real)) return [`${path}.${name}`];
    return member.kind === 'namespace' ? strangers(member.members, real[name] as Members, `${path}.${name}`) : [];
  });
}

function misnamed(path: string, member: Member): string[] {
  if (member.kind === 'namespace')
    return Object.entries(member.members).flatMap(([name, inner]) => misnamed(`${path}.${name}`, inner));
  if (member.kind !== 'row') return [];
  const names = [path, path.replace('backend_util', 'broadcast_util'), `spectral.${path}`];
  return names.includes(member.row.name) ? [] : [`${path} is called ${member.row.name}`];
}
