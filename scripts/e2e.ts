/**
 * `npm run e2e`: installs editors into an ignored folder and tests the packaged extension in them. Prints what is skipped,
 * and why. `--quick` runs the first only, `--only NAME` one of them; `--pictures` keeps its pictures for the README.
 */
import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { HOME, OLD_VSCODE, VSCODE, type VsCode } from './e2e/editors.ts';
import { installBrowser, installDebian, installVsCode, NotInstalled } from './e2e/install.ts';
import { testEmacs, testNeovim } from './e2e/others.ts';
import { type Outcome, picturesOf, testVsCode } from './e2e/vscode.ts';

const ROOT = join(import.meta.dirname, '..');

/** One editor: how it is installed, and what runs in it. */
interface Leg {
  readonly name: string;
  install(): void;
  run(vsix: string): Promise<readonly Outcome[]>;
}

const LEGS: readonly Leg[] = [
  vscodeLeg(VSCODE, 8139),
  vscodeLeg(OLD_VSCODE, 8100),
  { name: 'Neovim', install: installDebian, run: testNeovim },
  { name: 'Emacs', install: installDebian, run: testEmacs },
];

function vscodeLeg(editor: VsCode, port: number): Leg {
  const install = () => {
    installBrowser();
    installVsCode(editor);
  };
  return { name: `VS Code ${editor.version}`, install, run: (vsix) => testVsCode(editor, vsix, port) };
}

const { values } = parseArgs({
  options: {
    quick: { type: 'boolean' },
    only: { type: 'string' },
    seed: { type: 'string' },
    pictures: { type: 'boolean' },
  },
});

mkdirSync(HOME, { recursive: true });
const vsix = join(HOME, 'shapewise.vsix');
const packaged = spawnSync(process.execPath, ['--import', 'tsx', join(ROOT, 'scripts/package.ts'), vsix], {
  encoding: 'utf8',
});
if (packaged.status !== 0) throw new Error(packaged.stderr);

let [passed, failed, skipped] = [0, 0, 0];
const chosen = LEGS.filter(({ name }, index) =>
  values.only === undefined
    ? index === 0 || values.quick !== true
    : name.toLowerCase().includes(values.only.toLowerCase()),
);
for (const leg of LEGS.filter((one) => !chosen.includes(one))) {
  skipped += 1;
  console.log(`skipped: ${leg.name}, which was not asked for`);
}
for (const leg of chosen) {
  console.log(`\n${leg.name}`);
  try {
    leg.install();
  } catch (error) {
    if (!(error instanceof NotInstalled)) throw error;
    skipped += 1;
    console.log(`  skipped: ${error.message}`);
    continue;
  }
  for (const { name, error } of await outcomesOf(leg)) {
    if (error === null) passed += 1;
    else failed += 1;
    console.log(error === null ? `  ok      ${name}` : `  FAILED  ${name}: ${error}`);
  }
}
if (values.pictures === true) {
  cpSync(picturesOf(VSCODE), join(ROOT, 'media'), { recursive: true });
}
console.log(JSON.stringify({ passed, failed, skipped }));
process.exit(failed === 0 ? 0 : 1);

async function outcomesOf(leg: Leg): Promise<readonly Outcome[]> {
  try {
    return await leg.run(vsix);
  } catch (error) {
    return [{ name: leg.name, error: error instanceof Error ? error.message : String(error) }];
  }
}
