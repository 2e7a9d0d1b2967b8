// What TypeScript adds to modules.
import type { Options } from './types.js';
import { type Shape, Kind, area, Units } from './types.js';
import defaults, { sizes as renamed } from './defaults.js';
import data from './data.json';
export type { Options };

export function enumsAcrossModules(): unknown {
  return [Kind.Square, Kind[0], area({ kind: Kind.Square, side: 3 } satisfies Shape)];
}

export function namespacesAcrossModules(): unknown {
  return [Units.pixel, Units.scale(2)];
}

export function defaultsAndNames(): unknown {
  const options: Options = { ...defaults, width: 5 };
  return [options, renamed];
}

export function jsonWithTypes(): unknown {
  return data.shape.map((n: number) => n * 2);
}
