/** Every public name of the installed library: what its modules export, and what its tensors, buffers and data sets have. */
import * as tf from '@tensorflow/tfjs';

export interface PublicName {
  /** As a program writes it behind `tf.`: `image.resizeBilinear`; `Tensor.matMul` for a method. */
  readonly name: string;
  readonly value: unknown;
}

type Members = Readonly<Record<string, unknown>>;

export function publicNames(): readonly PublicName[] {
  return [...exported(tf, ''), ...classMembers()];
}

function exported(members: Members, path: string): readonly PublicName[] {
  return Object.keys(members)
    .filter((key) => key !== 'default')
    .sort()
    .flatMap((key): readonly PublicName[] => {
      const value = members[key];
      const inner = isNamespace(value) ? value : makersIn(key, value);
      return inner === null ? [{ name: `${path}${key}`, value }] : exported(inner, `${path}${key}.`);
    });
}

/** A module or a plain object of functions, no object of a class. */
function isNamespace(value: unknown): value is Members {
  if (typeof value !== 'object' || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === null || prototype === Object.prototype;
}

/** `tf.train` is a class whose static functions are the members; `null` for other functions. */
function makersIn(key: string, value: unknown): Members | null {
  if (typeof value !== 'function' || /^[A-Z]/.test(key)) return null;
  const makers = Object.entries(Object.getOwnPropertyDescriptors(value)).filter(
    ([name, { value: held }]) => typeof held === 'function' && name !== 'prototype',
  );
  return makers.length === 0 ? null : Object.fromEntries(makers.map(([name, { value: held }]) => [name, held]));
}

/** What objects of the classes that users hold have, on their prototype or each by itself. */
function classMembers(): readonly PublicName[] {
  const one = tf.ones([1]);
  const variable = tf.variable(one);
  const objects: Readonly<Record<string, object>> = {
    Tensor: one,
    Variable: variable,
    TensorBuffer: tf.buffer([1]),
    'data.Dataset': tf.data.array([1]),
  };
  const bases: Readonly<Record<string, object>> = {
    Tensor: tf.Tensor.prototype,
    Variable: tf.Variable.prototype,
    TensorBuffer: tf.TensorBuffer.prototype,
    'data.Dataset': tf.data.Dataset.prototype,
  };
  const names = Object.entries(objects).flatMap(([type, object]) =>
    [...Object.keys(object), ...Object.getOwnPropertyNames(bases[type])]
      .filter((key) => key !== 'constructor' && !(type === 'Variable' && key in one))
      .sort()
      .map((key) => ({ name: `${type}.${key}`, value: Reflect.get(object, key) })),
  );
  variable.dispose();
  one.dispose();
  return names;
}
