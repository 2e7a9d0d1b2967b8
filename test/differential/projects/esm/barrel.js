export * from './values.js';
export * as all from './values.js';
export { default as fromDefault, Box as Crate } from './values.js';
export { default } from './expression.js';
import local from './expression.js';
export const own = local.answer + 1;
export const one = 'overrides';
