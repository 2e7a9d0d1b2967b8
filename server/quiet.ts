/** Waiting until nobody types: an analysis blocks the process, so a long one starts in a pause. */

export interface Quiet {
  /** Somebody typed. */
  touch(): void;
  /** An analysis took so long: the pause before the next one goes by it. */
  took(milliseconds: number): void;
  /** Resolves when the pause has come and waiting messages were read: to false as soon as `stop` says so, else to true. */
  settle(stop: () => boolean): Promise<boolean>;
}

/** What takes no longer than this is over before the next key comes, and needs no pause. */
const SHORT_MILLISECONDS = 60;

/** @param most milliseconds without a key after which even the longest analysis starts */
export function createQuiet(most: number): Quiet {
  let pause = most;
  let end = 0;
  return {
    touch() {
      end = performance.now() + pause;
    },
    took(milliseconds) {
      pause = milliseconds <= SHORT_MILLISECONDS ? 0 : Math.min(most, milliseconds);
    },
    async settle(stop) {
      await readMessages();
      while (!stop()) {
        const rest = end - performance.now();
        if (rest <= 0) return true;
        await new Promise((resolve) => setTimeout(resolve, Math.ceil(rest)));
        await readMessages();
      }
      return false;
    },
  };
}

/** How many turns of the event loop a message that has arrived takes to its handler: to be read, queued and handled. */
const MESSAGE_TURNS = 3;

async function readMessages(): Promise<void> {
  for (let turn = 0; turn < MESSAGE_TURNS; turn++) await new Promise((resolve) => setImmediate(resolve));
}
