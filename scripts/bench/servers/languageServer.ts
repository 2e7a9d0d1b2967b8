/** What the benchmarks ask of a language server, whatever protocol it speaks. */
import { performance } from 'node:perf_hooks';
import type { Range } from 'vscode-languageserver/node';
import type { TextDocument } from 'vscode-languageserver-textdocument';

export interface LanguageServer {
  readonly name: string;
  open(document: TextDocument): void;
  /** Tells one change; `document` is as it was before. */
  change(document: TextDocument, range: Range, text: string): void;
  /** The texts of the inlay hints in a range of the document as it is now. */
  hints(document: TextDocument, range: Range): Promise<readonly string[]>;
  /** The messages of the diagnostics of the document as it is now. */
  diagnostics(document: TextDocument): Promise<readonly string[]>;
  /** Resolves when all of the document was analysed, as in a pause of whoever edits it. */
  settle(document: TextDocument): Promise<void>;
  end(): void;
}

/** An answer that did not come in time. */
export class Overdue extends Error {}

/** @returns the answer and the milliseconds until it was there. @throws Overdue after `limit` milliseconds */
export async function timed<Answer>(
  ask: () => Promise<Answer>,
  limit: number,
): Promise<{ readonly answer: Answer; readonly milliseconds: number }> {
  const start = performance.now();
  let timer: NodeJS.Timeout | undefined;
  const overdue = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Overdue(`over ${limit / 1000} s`)), limit);
  });
  try {
    const answer = await Promise.race([ask(), overdue]);
    return { answer, milliseconds: performance.now() - start };
  } finally {
    clearTimeout(timer);
  }
}
