/** Waiting until nobody types: an analysis blocks the process, so it starts in a pause. */

export interface Quiet {
  /** Somebody typed. */
  touch(): void;
  /** Resolves when the pause has come and waiting messages were read: to false as soon as `stop` says so, else to true. */
  settle(stop: () => boolean): Promise<boolean>;
}

export function createQuiet(milliseconds: number): Quiet {
  let end = 0;
  return {
    touch() {
      end = performance.now() + milliseconds;
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
