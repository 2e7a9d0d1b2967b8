/** Runs in which nobody makes a large array: a generated program may well ask for a tensor of all memory. */

/** Elements of an array beyond which a run is not worth its time. */
export const MOST_ELEMENTS = 100_000;

/** What a run throws that makes a larger one. */
export const TOO_LARGE = 'too large for a test';

const NAMES = ['Float32Array', 'Int32Array', 'Uint8Array', 'Array'] as const;

/** @throws what `run` throws, and where it makes a large array */
export function withSmallArrays<T>(run: () => T): T {
  const globals = globalThis as unknown as Record<string, ArrayConstructor>;
  const before = NAMES.map((name) => globals[name]);
  NAMES.forEach((name, index) => {
    const original = before[index];
    if (original !== undefined) globals[name] = new Proxy(original, LIMITED);
  });
  try {
    return run();
  } finally {
    NAMES.forEach((name, index) => {
      const original = before[index];
      if (original !== undefined) globals[name] = original;
    });
  }
}

const LIMITED: ProxyHandler<ArrayConstructor> = {
  construct(original, args) {
    if (typeof args[0] === 'number' && args[0] > MOST_ELEMENTS) throw new Error(TOO_LARGE);
    return Reflect.construct(original, args, original) as object;
  },
};
