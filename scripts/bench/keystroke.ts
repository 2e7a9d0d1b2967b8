/** From a keystroke to fresh inlay hints and diagnostics, the same edits in both servers, one after the other. */
import type { Range } from 'vscode-languageserver/node';
import { TextDocument } from 'vscode-languageserver-textdocument';
import type { Edit } from './edits.ts';
import { type LanguageServer, Overdue, timed } from './servers/languageServer.ts';

/** What is asked for: of diagnostics those that are there first, or all that the edit changes. */
export type View = 'hints' | 'diagnostics' | 'all diagnostics';

/** Milliseconds from each edit to its answer; of an answer that was overdue, the limit, and it is the last. */
export interface Series {
  readonly samples: readonly number[];
  readonly overdue: boolean;
}

export interface Limits {
  /** Milliseconds that one answer may take. */
  readonly answer: number;
  /** Milliseconds after which no further edit is made. */
  readonly series: number;
}

/** Edits that are made before those that count: the first ones have each server load what it needs. */
const WARM_UPS = 3;

/** Lines above and below an edit that an editor shows. */
const VISIBLE = 25;

/**
 * Makes the edits in a document that all servers have open, and asks each for the view after each edit.
 * @returns a series for each server; it ends early where an answer is overdue, or the time is up
 */
export async function measureKeystrokes(
  servers: readonly LanguageServer[],
  document: TextDocument,
  edits: readonly Edit[],
  view: View,
  limits: Limits,
): Promise<readonly Series[]> {
  const samples = servers.map((): number[] => []);
  const overdue = servers.map(() => false);
  const end = performance.now() + limits.series;
  for (const [turn, edit] of edits.entries()) {
    const before = TextDocument.create(document.uri, document.languageId, document.version, document.getText());
    TextDocument.update(document, [edit], document.version + 1);
    for (let step = 0; step < servers.length; step++) {
      // Who goes first changes from edit to edit.
      const index = (turn + step) % servers.length;
      const server = servers[index] as LanguageServer;
      const milliseconds = await measureEdit(server, before, document, edit, view, limits.answer);
      samples[index]?.push(milliseconds ?? limits.answer);
      overdue[index] = milliseconds === null;
    }
    if (overdue.includes(true) || performance.now() > end) break;
  }
  return samples.map((all, index) => ({
    samples: all.length > WARM_UPS ? all.slice(WARM_UPS) : all,
    overdue: overdue[index] ?? false,
  }));
}

/** `null` where the answer is overdue. */
async function measureEdit(
  server: LanguageServer,
  before: TextDocument,
  after: TextDocument,
  edit: Edit,
  view: View,
  limit: number,
): Promise<number | null> {
  const ask = async (): Promise<void> => {
    server.change(before, edit.range, edit.text);
    if (view !== 'hints') {
      await server.diagnostics(after);
      return;
    }
    const range = visible(after, edit.range);
    // Only shapes tell whether they are those of the new text.
    const shows = server.name === 'shapewise' ? edit.shows : null;
    const end = performance.now() + limit;
    let hints: readonly string[];
    do hints = await server.hints(after, range);
    while (shows !== null && !hints.some((hint) => hint.includes(shows)) && performance.now() < end);
  };
  try {
    return (await timed(ask, limit)).milliseconds;
  } catch (error) {
    if (error instanceof Overdue) return null;
    throw error;
  }
}

function visible({ lineCount }: TextDocument, { start }: Range): Range {
  return {
    start: { line: Math.max(0, start.line - VISIBLE), character: 0 },
    end: { line: Math.min(lineCount - 1, start.line + VISIBLE), character: 0 },
  };
}
