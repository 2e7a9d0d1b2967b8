/** Packages the extension, with everything it needs bundled. usage: npm run package -- [FILE.vsix] */
import { copyFileSync, cpSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createVSIX } from '@vscode/vsce';
import packageJson from '../package.json' with { type: 'json' };
import { DOCUMENTATION_URL } from '../shared/links.ts';
import { buildAll } from './build.ts';

const ROOT = join(import.meta.dirname, '..');
const FILES = ['package.json', 'README.md', 'CHANGELOG.md', 'LICENSE', '.vscodeignore'];
/** Where a marketplace finds the README's pictures. */
const IMAGES_URL = DOCUMENTATION_URL.replace('/blob/', '/raw/').replace(/README\.md$/, '');
const FOLDERS = ['schemas', 'media'];

const path = resolve(process.argv[2] ?? `shapewise-${packageJson.version}.vsix`);

// A folder of its own keeps the build in use, and everything else that lies around, out of the package.
const stage = mkdtempSync(join(tmpdir(), 'shapewise-package-'));
try {
  for (const name of FILES) copyFileSync(join(ROOT, name), join(stage, name));
  for (const name of FOLDERS) cpSync(join(ROOT, name), join(stage, name), { recursive: true });
  await buildAll(join(stage, 'dist'));
  await createVSIX({
    cwd: stage,
    packagePath: path,
    dependencies: false,
    allowMissingRepository: true,
    baseImagesUrl: IMAGES_URL,
  });
  console.log(`${path}: ${(statSync(path).size / 1e6).toFixed(1)} MB`);
} finally {
  rmSync(stage, { recursive: true });
}
