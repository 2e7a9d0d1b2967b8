/** Waiting until nobody types: an analysis blocks the process, so a long one starts in a pause. */

/** What an answer is made from: what was edited, which comes first, or all that the edit reaches. */
export type Work = 'edited' | 'all';

/** Nobody waits for what is done in the background. */
export type Wait = Work | 'background';

export interface Quiet {
  /** Somebody typed. */
  touch(): void;
  /** An analysis took so long: the pause before the next one goes by it. */
  took(work: Work, milliseconds: number): void;
  /** Resolves when the pause has come and waiting messages were read: to false as soon as `stop` says so, else to true. */
  settle(wait: Wait, stop: () => boolean): Promise<boolean>;
}

/** What takes no longer than this is hardly felt by whoever types on, and needs no pause. */
const SHORT_MILLISECONDS = 150;

/** Whoever begins to type is kept so long at most. */
const BEARABLE_MILLISECONDS = 300;

/** Between the keys of somebody who types on, and until an answer was shown: nothing begins here in the background. */
const BETWEEN_KEYS_MILLISECONDS = 300;

/** @param most milliseconds without a key after which even the longest analysis starts, in the background a bit later */
export function createQuiet(most: number): Quiet {
  const paces: Readonly<Record<Work, Pace>> = { edited: createPace(most), all: createPace(most) };
  let busy = 0;
  const endOf = (wait: Wait): number =>
    wait === 'background' ? Math.max(paces.all.end(), busy + BETWEEN_KEYS_MILLISECONDS) : paces[wait].end();
  return {
    touch() {
      busy = performance.now();
      for (const pace of Object.values(paces)) pace.touch();
    },
    took(work, milliseconds) {
      busy = performance.now();
      paces[work].took(milliseconds);
    },
    async settle(wait, stop) {
      await readMessages();
      while (!stop()) {
        const rest = endOf(wait) - performance.now();
        if (rest <= 0) return true;
        await new Promise((resolve) => setTimeout(resolve, Math.ceil(rest)));
        await readMessages();
      }
      return false;
    },
  };
}

/** The pauses that one kind of work waits for. */
interface Pace {
  touch(): void;
  took(milliseconds: number): void;
  /** When the pause after the last key ends. */
  end(): number;
}

function createPace(most: number): Pace {
  let longest = most;
  let isTouched = true;
  let last = -Infinity;
  let end = 0;
  return {
    touch() {
      const now = performance.now();
      // Who lets more time pass between two keys than the pause is long would be waited for in vain.
      const unfelt = now - last > most ? BEARABLE_MILLISECONDS : SHORT_MILLISECONDS;
      end = now + (longest <= unfelt ? 0 : Math.min(most, longest));
      last = now;
      isTouched = true;
    },
    took(milliseconds) {
      // Of what one key costs the longest part counts: the rest was done with it.
      longest = isTouched ? milliseconds : Math.max(longest, milliseconds);
      isTouched = false;
    },
    end: () => end,
  };
}

/** How many turns of the event loop a message that has arrived takes to its handler: to be read, queued and handled. */
const MESSAGE_TURNS = 3;

export async function readMessages(): Promise<void> {
  for (let turn = 0; turn < MESSAGE_TURNS; turn++) await new Promise((resolve) => setImmediate(resolve));
}
