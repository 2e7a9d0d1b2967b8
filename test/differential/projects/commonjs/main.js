// CommonJS modules, and ES modules that import them.
import whole from './whole.cjs';
import { add, version } from './named.cjs';
import named from './named.cjs';
import make from './function.cjs';

export function wholeModule() {
  return [whole.x, whole.inner.list, whole.twice(4)];
}

export function namedExports() {
  return [add(1, 2), version, named.add === add];
}

export function functionModule() {
  return [make('m'), make.label];
}

export function requiredInside() {
  return whole.viaRequire();
}
