/** The tests in a real VS Code: those inside its extension host, and what a person sees, with pictures. */
import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';
import { addressOf, inBrowser, type Page, remote } from './browser.ts';
import { HOME, type VsCode } from './editors.ts';
import { type Served, serve } from './serve.ts';

const ROOT = join(import.meta.dirname, '../..');

export interface Outcome {
  readonly name: string;
  /** `null` for a test that passed. */
  readonly error: string | null;
}

/** How long the tests inside the extension host may take together. */
const HOST_MILLISECONDS = 180_000;

export async function testVsCode(editor: VsCode, vsix: string, port: number): Promise<readonly Outcome[]> {
  const home = join(HOME, `run-${editor.version}`);
  rmSync(home, { recursive: true, force: true });
  const folder = join(home, 'workspace');
  copyWorkspace(folder);
  const served = await serve(editor, vsix, join(home, 'data'), port);
  try {
    const outside = await seen(served, folder, picturesOf(editor));
    // The fix was saved: the tests inside begin with the files as they were.
    copyWorkspace(folder);
    return [...outside, ...(await insideHost(served, home, folder))];
  } finally {
    served.stop();
  }
}

/** Where the pictures of a run stand. */
export function picturesOf({ version }: VsCode): string {
  return join(HOME, `pictures-${version}`);
}

function copyWorkspace(folder: string): void {
  mkdirSync(folder, { recursive: true });
  cpSync(join(ROOT, 'test/e2e/workspace'), folder, { recursive: true });
  cpSync(join(ROOT, 'examples'), folder, { recursive: true });
}

async function insideHost(served: Served, home: string, folder: string): Promise<readonly Outcome[]> {
  const host = join(home, 'host');
  const results = join(home, 'results.json');
  mkdirSync(host);
  writeFileSync(
    join(host, 'package.json'),
    JSON.stringify({ name: 'host', version: '1.0.0', engines: { vscode: '*' } }),
  );
  writeFileSync(join(host, 'run.json'), JSON.stringify({ folder, results }));
  await build({
    entryPoints: [join(ROOT, 'test/e2e/host.ts')],
    outfile: join(host, 'run.js'),
    bundle: true,
    platform: 'node',
    format: 'cjs',
    external: ['vscode', './run.json'],
  });
  const code = await inBrowser(async (page) => {
    const ended = new Promise<unknown>((resolve) => {
      void page.exposeFunction('codeAutomationLog', () => undefined);
      void page.exposeFunction('codeAutomationExit', (exit) => resolve(exit));
      setTimeout(() => resolve('timeout'), HOST_MILLISECONDS);
    });
    const payload = [
      ['extensionDevelopmentPath', remote(served, host)],
      ['extensionTestsPath', remote(served, join(host, 'run.js'))],
    ] as const;
    await page.goto(addressOf(served, folder, payload));
    return ended;
  });
  if (code === 'timeout') return [{ name: 'the tests in the extension host', error: 'did not end' }];
  return JSON.parse(readFileSync(results, 'utf8')) as Outcome[];
}

/** What a person sees: hints, squiggles, a hover, a fix that is applied and saved. */
async function seen(served: Served, folder: string, pictures: string): Promise<readonly Outcome[]> {
  mkdirSync(pictures, { recursive: true });
  const outcomes: Outcome[] = [];
  const step = async (name: string, page: Page, run: () => Promise<void>) => {
    let error: string | null = null;
    try {
      await run();
    } catch (failure) {
      error = failure instanceof Error ? failure.message : String(failure);
    }
    outcomes.push({ name: `a person sees ${name}`, error });
    await page.screenshot({ path: join(pictures, `${name.replace(/\W+/g, '-')}.png`) });
  };
  const openFile = (name: string) => [['openFile', remote(served, join(folder, name))]] as const;
  await inBrowser(async (page) => {
    await page.goto(addressOf(served, folder, openFile('attention.ts')));
    await step('shapes', page, () => sees(page, '[B, T, k1]'));
    await step('a hover', page, () => hoverOver(page, 'softmax'));
  });
  await inBrowser(async (page) => {
    await page.goto(addressOf(served, folder, openFile('pinned.ts')));
    await step('findings', page, async () => void (await page.waitForSelector('.squiggly-info', { timeout: 40_000 })));
    await step('fixes', page, () => openMenu(page));
    await step('a fixed file', page, () => applyAndSave(page, join(folder, 'pinned.ts')));
  });
  return outcomes;
}

async function sees(page: Page, text: string): Promise<void> {
  const lines = `[...document.querySelectorAll('.view-line')].some((line) => line.innerText.replace(/\\u00a0/g, ' ').includes(${JSON.stringify(text)}))`;
  await waitUntil(page, lines, `${text} in the text`);
  await page.waitForTimeout(500);
}

/** The middle of the word, as the browser shows it. */
const PLACE = (word: string): string => `(() => {
  const spans = [...document.querySelectorAll('.view-line span span')];
  const span = spans.find((one) => one.innerText.trim() === ${JSON.stringify(word)});
  const box = span?.getBoundingClientRect();
  return box ? [box.x + box.width / 2, box.y + box.height / 2] : null;
})()`;

async function hoverOver(page: Page, word: string): Promise<void> {
  const place = await page.evaluate<[number, number] | null>(PLACE(word));
  if (place === null) throw new Error(`${word} is not on the screen`);
  await page.mouse.move(place[0] - 3, place[1]);
  await page.mouse.move(place[0], place[1]);
  await waitUntil(
    page,
    `[...document.querySelectorAll('.monaco-hover')].some((one) => one.innerText.includes('[B, T, k1]'))`,
    'a hover',
  );
  await page.waitForTimeout(500);
}

async function openMenu(page: Page): Promise<void> {
  const rows = `[...document.querySelectorAll('.action-widget .monaco-list-row')].map((one) => one.innerText)`;
  const isOffered = `${rows}.some((one) => one.includes('Mark x.shape[0] dynamic'))`;
  let offered: readonly string[] = [];
  for (let turn = 0; turn < 8; turn++) {
    await clickOn(page, 'zeros');
    // The list is complete a moment after the cursor came to rest.
    await page.waitForTimeout(1500);
    await page.keyboard.press('Control+Period');
    if (await comes(page, isOffered, 5000)) return;
    offered = await page.evaluate<readonly string[]>(rows);
    await page.keyboard.press('Escape');
  }
  throw new Error(`the menu has no fixes, but ${JSON.stringify(offered)}`);
}

/** Looks for the word anew each time: lenses and hints that come later move the text. */
async function clickOn(page: Page, word: string): Promise<void> {
  const place = await page.evaluate<[number, number] | null>(PLACE(word));
  if (place === null) throw new Error(`${word} is not on the screen`);
  await page.mouse.click(place[0], place[1]);
}

/** Whether something is seen before its time is up: on a busy machine a menu may come late, and the next key would choose in it. */
async function comes(page: Page, script: string, milliseconds: number): Promise<boolean> {
  for (const end = performance.now() + milliseconds; performance.now() < end; await page.waitForTimeout(100)) {
    if (await page.evaluate<boolean>(script)) return true;
  }
  return false;
}

async function applyAndSave(page: Page, path: string): Promise<void> {
  await page.keyboard.press('Enter');
  await page.waitForSelector('.tab.active.dirty', { timeout: 10_000 });
  await page.keyboard.press('Control+s');
  for (let turn = 0; turn < 50; turn++) {
    if (readFileSync(path, 'utf8').includes('@shape x [B, _]')) return;
    await page.waitForTimeout(200);
  }
  throw new Error('the file on disk has no contract');
}

async function waitUntil(page: Page, script: string, what: string): Promise<void> {
  if (!(await comes(page, script, 40_000))) throw new Error(`waited in vain: ${what}`);
}
