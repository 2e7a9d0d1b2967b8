/**
 * Writes COVERAGE.md: every public name of the library, its kernel, its state, its cases.
 * usage: npm run coverage
 */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { coverageText } from './coverage/table.ts';

const root = join(import.meta.dirname, '..');
writeFileSync(join(root, 'COVERAGE.md'), await coverageText(root));
