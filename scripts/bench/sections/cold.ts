/** From the start of the server to its first hints, beside a check of the same project by TypeScript's compiler. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { uriOfPath } from '../../../server/features/uris.ts';
import { medianCost, runNode } from '../children.ts';
import { inFolder } from '../folder.ts';
import type { Input } from '../inputs.ts';
import { atMost, type Cost, type Plan, ratioFigures, ratioOf, ratioText, type Section, timeText } from '../section.ts';
import { Overdue, timed } from '../servers/languageServer.ts';
import { startShapewise } from '../servers/shapewise.ts';

const TARGET = 1.3;
const LIMIT = 60_000;
const QUICK_LIMIT = 15_000;

export async function cold(plan: Plan, inputs: readonly Input[]): Promise<Section> {
  const measured = [];
  for (const input of inputs) {
    console.error(`cold: ${input.says}`);
    const { own, other } = await measure(plan, input);
    measured.push({ ...input, own, other, ratio: ratioOf(own, other) });
  }
  return {
    title: 'Cold start to first hints',
    says: [
      'From starting the server to the hints of the first 50 lines of one file, against `tsc --noEmit` of version 6 on ' +
        'the same project. The middle of some runs, one after the other.',
    ],
    columns: ['', 'shapewise', 'tsc 6', 'ratio'],
    rows: measured.map(({ says, own, other, ratio }) => [says, timeText(own), timeText(other), ratioText(ratio)]),
    figures: Object.assign(
      {},
      ...measured.map(({ name, own, other, ratio }) => ({
        [`cold${name}Milliseconds`]: Math.round(own.value),
        [`cold${name}TscMilliseconds`]: Math.round(other.value),
        ...ratioFigures({ [`cold${name}Ratio`]: ratio }),
      })),
    ),
    targets: measured.map(({ says, ratio }) => atMost(`cold start to first hints, ${says}`, TARGET, ratio)),
  };
}

async function measure(plan: Plan, input: Input): Promise<{ readonly own: Cost; readonly other: Cost }> {
  const limit = plan.quick ? QUICK_LIMIT : LIMIT;
  return inFolder(
    input.files,
    async (folder) => {
      const own: Cost[] = [];
      const other: Cost[] = [];
      const runs = plan.quick ? 1 : 3;
      for (let run = 0; run < runs && !own.some(({ isOver }) => isOver); run++) {
        own.push(await firstHints(folder, join(folder, input.path), limit));
        other.push((await runNode([plan.typescript.tsc, '--noEmit', '-p', folder], limit)).milliseconds);
      }
      return { own: medianCost(own), other: medianCost(other) };
    },
    input.packages,
  );
}

async function firstHints(folder: string, path: string, limit: number): Promise<Cost> {
  const document = TextDocument.create(uriOfPath(path), 'typescript', 1, readFileSync(path, 'utf8'));
  const end = { line: Math.min(50, document.lineCount - 1), character: 0 };
  let stop: () => void = () => undefined;
  try {
    const { milliseconds } = await timed(async () => {
      const server = await startShapewise(folder);
      stop = server.end;
      server.open(document);
      await server.hints(document, { start: { line: 0, character: 0 }, end });
    }, limit);
    return { value: milliseconds, isOver: false };
  } catch (error) {
    if (error instanceof Overdue) return { value: limit, isOver: true };
    throw error;
  } finally {
    stop();
  }
}
