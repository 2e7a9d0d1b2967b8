/** The browser that shows a served workbench. */
import { mkdtempSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CHROMIUM, PLAYWRIGHT } from './editors.ts';
import type { Served } from './serve.ts';

/** What is used of a page of playwright's. */
export interface Page {
  goto(url: string): Promise<unknown>;
  exposeFunction(name: string, callback: (...args: never[]) => unknown): Promise<void>;
  screenshot(options: { readonly path: string }): Promise<unknown>;
  waitForSelector(selector: string, options?: { readonly timeout?: number }): Promise<unknown>;
  waitForTimeout(milliseconds: number): Promise<void>;
  evaluate<T>(script: string): Promise<T>;
  readonly keyboard: { press(key: string): Promise<void> };
  readonly mouse: { move(x: number, y: number): Promise<void>; click(x: number, y: number): Promise<void> };
}

interface Context {
  pages(): Page[];
  close(): Promise<void>;
}

interface Playwright {
  readonly chromium: { launchPersistentContext(folder: string, options: object): Promise<Context> };
}

const FLAGS = [
  ...['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking'],
  ...['--disable-component-update', '--disable-sync'],
];

/** Runs `use` on a page of a new browser. */
export async function inBrowser<T>(use: (page: Page) => Promise<T>): Promise<T> {
  const require = createRequire(join(PLAYWRIGHT.folder, 'package.json'));
  const { chromium } = require('playwright-core') as Playwright;
  const profile = mkdtempSync(join(tmpdir(), 'shapewise-browser-'));
  const viewport = { width: 1280, height: 720 };
  const context = await chromium.launchPersistentContext(profile, {
    executablePath: CHROMIUM,
    headless: true,
    viewport,
    args: FLAGS,
  });
  try {
    const [page] = context.pages();
    if (page === undefined) throw new Error('the browser has no page');
    return await use(page);
  } finally {
    await context.close();
  }
}

/** The address of the workbench with a folder open, and what it is told to do. */
export function addressOf({ url }: Served, folder: string, payload: readonly (readonly [string, string])[]): string {
  return `${url}/?folder=${folder}&payload=${encodeURIComponent(JSON.stringify([...payload, ['skipWelcome', 'true']]))}`;
}

/** A file as the workbench names it. */
export function remote({ port }: Served, path: string): string {
  return `vscode-remote://127.0.0.1:${port}${path}`;
}
