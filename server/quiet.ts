/** Waiting until nobody types: an analysis blocks the process, so a long one starts in a pause. */

export interface Quiet {
  /** Somebody typed. */
  touch(): void;
  /** An analysis took so long: the pause before the next one goes by it. */
  took(milliseconds: number): void;
  /** Resolves when the pause has come and waiting messages were read: to false as soon as `stop` says so, else to true. */
  settle(stop: () => boolean): Promise<boolean>;
}

/** What takes no longer than this is hardly felt by whoever types on, and needs no pause. */
const SHORT_MILLISECONDS = 150;

/** @param most milliseconds without a key after which even the longest analysis starts */
export function createQuiet(most: number): Quiet {
  let longest = most;
  let isTouched = true;
  let end = 0;
  return {
    touch() {
      const pause = longest <= SHORT_MILLISECONDS ? 0 : Math.min(most, longest);
      end = performance.now() + pause;
      isTouched = true;
    },
    took(milliseconds) {
      // Of what one key costs the longest part counts: the rest was done with it.
      longest = isTouched ? milliseconds : Math.max(longest, milliseconds);
      isTouched = false;
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
