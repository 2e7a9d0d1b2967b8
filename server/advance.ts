/** An analysis in steps, between which the server answers others and may learn that nobody wants it any more. */
import type { Projects } from './projects.ts';
import { type Quiet, readMessages } from './quiet.ts';

/** Steps that take no longer than this together follow one another at once. */
const SLICE_MILLISECONDS = 10;

/** @returns false as soon as `stop` says so, true when little of the analysis is left to do */
export async function advance(
  { projects, quiet }: { readonly projects: Projects; readonly quiet: Quiet },
  path: string,
  stop: () => boolean,
): Promise<boolean> {
  for (;;) {
    const begin = performance.now();
    let isMore = true;
    while (isMore && performance.now() - begin < SLICE_MILLISECONDS) isMore = projects.advance(path);
    quiet.took('all', performance.now() - begin);
    if (!isMore) return true;
    await readMessages();
    if (stop()) return false;
  }
}
