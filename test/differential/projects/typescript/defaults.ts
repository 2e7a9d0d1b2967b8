import type { Options } from './types';
const defaults: Options = { width: 1, height: 2 };
export const sizes = Object.values(defaults);
export default defaults;
