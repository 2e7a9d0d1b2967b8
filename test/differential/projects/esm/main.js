// Every form of import and export between ES modules.
import './effect.js';
import Anonymous, { extra } from './anonymous.js';
import * as barrel from './barrel.js';
import fallback, { all, Crate, fromDefault, own, one } from './barrel.js';
import data from './data.json';
import { log } from './log.js';
import byDefault, { Box, counter, one as uno, shown, up } from './values.js';
import * as values from './values.js';
import { late, text } from './waits.js';
import { 'quoted name' as quoted } from './values.js';

export function namedImports() {
  return [uno, shown, quoted, new Box(3), extra];
}

export function defaultImports() {
  return [byDefault(), Anonymous.kind, fallback.answer];
}

export function namespaceImports() {
  return [values.one, values.a, values.c, values.others, values.default(), Object.keys(barrel).includes('own')];
}

export function liveBindings() {
  const before = counter;
  up();
  return [counter - before, values.counter === counter];
}

export function reexports() {
  return [all.one, new Crate(1), fromDefault(), own, one, barrel.default.list, barrel.up === up];
}

export function sideEffects() {
  return log;
}

export function json() {
  return [data.sizes, data.name, data.nested.ok];
}

export async function dynamicImports() {
  const lazy = await import('./lazy.js');
  const { ready } = await import('./lazy.js');
  return [lazy.default, lazy.ready, ready];
}

export function topLevelAwait() {
  return [late, text];
}
