/** Keystroke to fresh hints and diagnostics, beside TypeScript's own server. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { uriOfPath } from '../../../server/features/uris.ts';
import { seededRandom } from '../../random.ts';
import { editsOf } from '../edits.ts';
import { inFolder } from '../folder.ts';
import type { Input } from '../inputs.ts';
import { measureKeystrokes, type Series, type View } from '../keystroke.ts';
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
import { type LanguageServer, Overdue, timed } from '../servers/languageServer.ts';
import { startShapewise } from '../servers/shapewise.ts';
import { startTsserver } from '../servers/tsserver.ts';
import { type Summary, summarize } from '../statistics.ts';

/** Those that one server answers: one whose editor asks again answers early. */
const VIEWS: readonly { readonly asksAgain: boolean; readonly views: readonly View[] }[] = [
  { asksAgain: true, views: ['hints', 'diagnostics'] },
  { asksAgain: false, views: ['all diagnostics'] },
];
const FIGURES: Readonly<Record<View, string>> = {
  hints: 'Hints',
  diagnostics: 'Diagnostics',
  'all diagnostics': 'AllDiagnostics',
};

/** The share of the time of TypeScript's server that a keystroke may take. */
const TARGET = 0.6;

const LIMITS = { answer: 20_000, series: 20_000, first: 150_000 };
const QUICK_LIMITS = { answer: 5000, series: 4000, first: 20_000 };
const PLACES = 6;

export async function keystrokes(plan: Plan, inputs: readonly Input[]): Promise<Section> {
  const measured: Measured[] = [];
  for (const input of inputs) measured.push(...(await measure(plan, input)));
  return {
    title: 'Keystroke to fresh answer',
    says: [
      'Both servers have the same file open and get the same edits: statements typed character by character inside ' +
        'functions, which use what the line above declares, a literal that is changed, and undoing. After each edit each server is asked, one after the other, ' +
        'for the hints of 50 lines around the edit, or for the diagnostics of the file (`provideInlayHints` with all ' +
        'its kinds, `semanticDiagnosticsSync`). The time ends when an answer for the new text is there; hints that ' +
        'lack the shape that was just typed do not count. Hints and diagnostics of functions that were not edited may be ' +
        'the ones of before until the rest was analysed, in a pause, and the editor was told to ask again. All diagnostics ' +
        'are those of an editor that cannot ask again: its answer waits for everything that the edit changes. The first ' +
        'three edits of each row warm up and are left out.',
    ],
    columns: ['', 'edits', 'shapewise', 'middle half', 'p95', 'tsserver 6', 'middle half', 'p95', 'ratio', 'p95 ratio'],
    rows: measured.map(rowOf),
    figures: Object.assign({}, ...measured.map(figuresOf)),
    targets: measured.flatMap(({ says, view, medianRatio, p95Ratio }) => [
      atMost(`${view} after a keystroke, ${says}, median`, TARGET, medianRatio),
      atMost(`${view} after a keystroke, ${says}, 95th percentile`, TARGET, p95Ratio),
    ]),
  };
}

interface Measured {
  readonly name: string;
  readonly says: string;
  readonly view: View;
  readonly edits: number;
  readonly own: Side;
  readonly other: Side;
  readonly medianRatio: Ratio | null;
  readonly p95Ratio: Ratio | null;
}

/** What one server took. */
interface Side {
  readonly median: Cost;
  readonly p95: Cost;
  readonly quartiles: Summary['quartiles'];
}

async function measure(plan: Plan, input: Input): Promise<readonly Measured[]> {
  const limits = plan.quick ? QUICK_LIMITS : LIMITS;
  const random = seededRandom(plan.seed);
  return inFolder(
    input.files,
    async (folder) => {
      const path = join(folder, input.path);
      const language = /\.[mc]?tsx?$/.test(path) ? 'typescript' : 'javascript';
      const text = readFileSync(path, 'utf8');
      const document = TextDocument.create(uriOfPath(path), language, 1, text);
      const measured: Measured[] = [];
      for (const { asksAgain, views } of VIEWS) {
        const servers = [await startShapewise(folder, asksAgain), await startTsserver(plan.typescript.tsserver)];
        try {
          for (const server of servers) server.open(document);
          // A server that does not answer in time misses edits: it is not asked again.
          let answering: readonly LanguageServer[] = servers;
          for (const view of views) {
            console.error(`keystrokes: ${view}, ${input.says}`);
            restore(servers, document, text);
            answering = await answeringOf(answering, document, limits.first);
            const edits = editsOf(document.getText(), PLACES, random);
            const series = await measureKeystrokes(answering, document, edits, view, limits);
            const none: Series = { samples: [limits.first], overdue: true };
            const all = servers.map((server) => series[answering.indexOf(server)] ?? none);
            measured.push(measuredOf(input, view, all));
          }
        } finally {
          for (const server of servers) server.end();
        }
      }
      return measured;
    },
    input.packages,
  );
}

/** The servers that answer in time, and then wait for edits only. */
async function answeringOf(
  servers: readonly LanguageServer[],
  document: TextDocument,
  limit: number,
): Promise<readonly LanguageServer[]> {
  const end = { line: Math.min(50, document.lineCount - 1), character: 0 };
  const answering: LanguageServer[] = [];
  for (const server of servers) {
    try {
      await timed(() => server.hints(document, { start: { line: 0, character: 0 }, end }), limit);
      await timed(() => server.diagnostics(document), limit);
      await timed(() => server.settle(document), limit);
      answering.push(server);
    } catch (error) {
      if (!(error instanceof Overdue)) throw error;
    }
  }
  return answering;
}

/** A series that ended early leaves what it typed: the next one begins with the program as it was. */
function restore(servers: readonly LanguageServer[], document: TextDocument, text: string): void {
  const range = { start: { line: 0, character: 0 }, end: document.positionAt(document.getText().length) };
  for (const server of servers) server.change(document, range, text);
  TextDocument.update(document, [{ range, text }], document.version + 1);
}

function measuredOf({ name, says }: Input, view: View, series: readonly Series[]): Measured {
  const [own, other] = series.map(sideOf) as [Side, Side];
  return {
    name,
    says,
    view,
    edits: Math.max(...series.map(({ samples }) => samples.length)),
    own,
    other,
    medianRatio: ratioOf(own.median, other.median),
    p95Ratio: ratioOf(own.p95, other.p95),
  };
}

function sideOf({ samples, overdue }: Series): Side {
  const { median, p95, quartiles } = summarize(samples);
  // The last one was stopped: what lies above all others is a lower bound.
  const longest = Math.max(0, ...(overdue ? samples.slice(0, -1) : samples));
  const costOf = (value: number): Cost => ({ value, isOver: overdue && value > longest });
  return { median: costOf(median), p95: costOf(p95), quartiles };
}

function rowOf({ says, view, edits, own, other, medianRatio, p95Ratio }: Measured): readonly string[] {
  const times = [own, other].flatMap(({ median, p95, quartiles }) => [
    timeText(median),
    `${quartiles.map((value) => value.toFixed(0)).join('-')} ms`,
    timeText(p95),
  ]);
  return [`${view}, ${says}`, String(edits), ...times, ratioText(medianRatio), ratioText(p95Ratio)];
}

function figuresOf({ name, view, own, other, medianRatio, p95Ratio }: Measured): Record<string, number> {
  const prefix = `keystroke${FIGURES[view]}${name}`;
  return {
    [`${prefix}Milliseconds`]: Math.round(own.median.value),
    [`${prefix}TsserverMilliseconds`]: Math.round(other.median.value),
    ...ratioFigures({ [`${prefix}MedianRatio`]: medianRatio, [`${prefix}P95Ratio`]: p95Ratio }),
  };
}
