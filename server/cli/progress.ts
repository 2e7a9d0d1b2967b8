/** Shows how far a long run is, on a terminal only. */
import { setImmediate } from 'node:timers/promises';
import yoctoSpinner, { type Spinner } from 'yocto-spinner';

export interface Progress {
  /** Announces the next file. */
  next(name: string): Promise<void>;
  stop(): void;
}

/** A run is long, and worth a display, after so many milliseconds. */
const LONG = 400;

export function startProgress(count: number): Progress {
  if (!process.stderr.isTTY) return { next: () => Promise.resolve(), stop: () => {} };
  const start = performance.now();
  let spinner: Spinner | null = null;
  let done = 0;
  return {
    async next(name) {
      done += 1;
      if (performance.now() - start < LONG) return;
      spinner ??= yoctoSpinner({ stream: process.stderr }).start();
      spinner.text = `${done}/${count} ${name}`;
      await setImmediate();
    },
    stop: () => spinner?.stop(),
  };
}
