/** `shapewise check` of a whole project, cold and again after an edit, beside TypeScript's compiler. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { uriOfPath } from '../../../server/features/uris.ts';
import { seededRandom } from '../../random.ts';
import { runNode } from '../children.ts';
import { editsOf } from '../edits.ts';
import { inFolder } from '../folder.ts';
import type { Input } from '../inputs.ts';
import {
  atMost,
  type Cost,
  type Plan,
  type Ratio,
  ratioFigures,
  ratioOf,
  ratioText,
  type Section,
  timeText,
} from '../section.ts';
import { Overdue, timed } from '../servers/languageServer.ts';
import { type ShapewiseServer, startShapewise } from '../servers/shapewise.ts';
import { percentile } from '../statistics.ts';

const COLD_TARGET = 1.5;
const AGAIN_TARGET = 0.05;
const LIMIT = 180_000;
const QUICK_LIMIT = 15_000;
const PLACES = 3;

const CLI = join(import.meta.dirname, '../../../dist/cli.js');

export async function check(plan: Plan, inputs: readonly Input[]): Promise<Section> {
  const measured: Measured[] = [];
  for (const input of inputs) measured.push(await measure(plan, input));
  return {
    title: 'Check of a whole project',
    says: [
      '`shapewise check` against `tsc --noEmit` of version 6, each from its start to its end. Again: the server has ' +
        'analysed all files; after each edit of one of them it analyses all of them once more. The middle of the edits ' +
        'that complete a statement, change its size or take it away, against the cold check.',
    ],
    columns: ['', 'shapewise', 'tsc 6', 'ratio', 'again', 'ratio to cold'],
    rows: measured.map(({ says, own, other, again, ratio, againRatio }) => [
      says,
      timeText(own),
      timeText(other),
      ratioText(ratio),
      again === null ? '?' : timeText(again),
      ratioText(againRatio),
    ]),
    figures: Object.assign({}, ...measured.map(figuresOf)),
    targets: measured.flatMap(({ says, ratio, againRatio }) => [
      atMost(`check, cold, ${says}`, COLD_TARGET, ratio),
      atMost(`check again after an edit, ${says}`, AGAIN_TARGET, againRatio),
    ]),
  };
}

interface Measured {
  readonly name: string;
  readonly says: string;
  readonly own: Cost;
  readonly other: Cost;
  /** `null` where the server did not come to the end of its first analysis. */
  readonly again: Cost | null;
  readonly ratio: Ratio | null;
  readonly againRatio: Ratio | null;
}

async function measure(plan: Plan, { name, says, files, path }: Input): Promise<Measured> {
  const limit = plan.quick ? QUICK_LIMIT : LIMIT;
  console.error(`check: ${says}`);
  return inFolder(files, async (folder) => {
    const { milliseconds: other } = await runNode([plan.typescript.tsc, '--noEmit', '-p', folder], limit);
    const { milliseconds: own } = await runNode([CLI, 'check', folder], limit);
    const again = own.isOver ? null : await measureAgain(plan, folder, join(folder, path), limit);
    const againRatio = again === null ? null : ratioOf(again, own);
    return { name, says, own, other, again, ratio: ratioOf(own, other), againRatio };
  });
}

/** @param limit of each analysis, in milliseconds */
async function measureAgain(plan: Plan, folder: string, path: string, limit: number): Promise<Cost | null> {
  const document = TextDocument.create(uriOfPath(path), 'typescript', 1, readFileSync(path, 'utf8'));
  const server = await startShapewise(folder);
  try {
    server.open(document);
    await timed(() => server.analyseAll(), limit);
    return { value: percentile(await editsThenAll(plan, server, document, limit), 0.5), isOver: false };
  } catch (error) {
    if (error instanceof Overdue) return null;
    throw error;
  } finally {
    server.end();
  }
}

async function editsThenAll(
  plan: Plan,
  server: ShapewiseServer,
  document: TextDocument,
  limit: number,
): Promise<readonly number[]> {
  const samples: number[] = [];
  for (const edit of editsOf(document.getText(), PLACES, seededRandom(plan.seed))) {
    server.change(document, edit.range, edit.text);
    TextDocument.update(document, [edit], document.version + 1);
    const { milliseconds } = await timed(() => server.analyseAll(), limit);
    // Most of what is typed means nothing yet, and costs little.
    if (edit.shows !== null || edit.text === '') samples.push(milliseconds);
  }
  return samples;
}

function figuresOf({ name, own, other, again, ratio, againRatio }: Measured): Record<string, number> {
  return {
    [`check${name}Milliseconds`]: Math.round(own.value),
    [`check${name}TscMilliseconds`]: Math.round(other.value),
    ...(again && { [`check${name}AgainMilliseconds`]: Math.round(again.value) }),
    ...ratioFigures({ [`check${name}Ratio`]: ratio, [`check${name}AgainRatio`]: againRatio }),
  };
}
