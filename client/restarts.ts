/** What happens when the server ends unasked: it is started again, later each time, and in the end left alone. */
import { CloseAction, type CloseHandlerResult, ErrorAction, type ErrorHandler } from 'vscode-languageclient/node';

/** The first time at once enough that nobody notices; a server that ends again and again gets time. */
const FIRST_MILLISECONDS = 500;
const MOST_RESTARTS = 5;
/** Ends that are longer ago do not count. */
const WITHIN_MILLISECONDS = 5 * 60_000;

interface Surroundings {
  /** Says what happens now. */
  tell(text: string): void;
  wait(milliseconds: number): Promise<void>;
  now(): number;
}

export function restarting({ tell, wait, now }: Surroundings): ErrorHandler {
  let ends: number[] = [];
  return {
    // A message that could not be read or sent is one message; the connection says by itself when it ends.
    error: () => ({ action: ErrorAction.Continue }),
    async closed(): Promise<CloseHandlerResult> {
      ends = [...ends.filter((end) => now() - end < WITHIN_MILLISECONDS), now()];
      if (ends.length > MOST_RESTARTS) {
        const message = `The server of Shapewise ended ${ends.length} times and is not started again. "Shapewise: Restart Server" starts it; its output tells more.`;
        tell('ended; Restart Server starts it');
        ends = [];
        return { action: CloseAction.DoNotRestart, message };
      }
      const delay = FIRST_MILLISECONDS * 2 ** (ends.length - 1);
      tell(`ended unexpectedly, starts again in ${delay / 1000} s`);
      await wait(delay);
      return {
        action: CloseAction.Restart,
        message: `The server ended unexpectedly and was started again after ${delay / 1000} s.`,
      };
    },
  };
}
