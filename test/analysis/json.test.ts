/** The JSON report of the command line is a public contract: its fields, and what they say of each other. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { createAnalyzer } from '../../server/analysis/analyzer.ts';
import type { FileReport, Report, Span, TensorReport } from '../../server/analysis/report.ts';
import { runCli } from '../../server/cli/run-cli.ts';
import { FIXTURES } from './fixtures.ts';
import { report as schema } from './schema.ts';

const EXAMPLES = fileURLToPath(new URL('../../examples', import.meta.url));

for (const command of ['check', 'shapes']) {
  describe(`shapewise ${command} --format json`, () => {
    let written = '';
    let report: Report;

    before(async () => {
      const write = (text: string): void => {
        written += text;
      };
      await runCli([command, '--format', 'json', EXAMPLES, FIXTURES], { createAnalyzer, write, complain: () => {} });
      report = JSON.parse(written) as Report;
    });

    it('has every field of the core', () => schema(report, 'report'));

    it('ends with a line break and is one line', () => assert.match(written, /^[^\n]*\n$/));

    it('counts what it lists', () => {
      const { stats, files } = report;
      assert.equal(stats.files, files.length);
      assert.equal(stats.functions, files.flatMap(({ functions }) => functions).length);
      assert.equal(stats.tensors, stats.known + stats.opaque + stats.partial + stats.unknown);
      const calls = files.flatMap(({ tensors }) => tensors).filter(isCall);
      assert.equal(stats.tensors, calls.length);
      for (const state of ['known', 'opaque', 'partial', 'unknown'] as const) {
        assert.equal(stats[state], calls.filter((one) => one.state === state).length, state);
      }
    });

    it('places everything in its file', () => {
      for (const file of report.files) {
        const text = readFileSync(file.path, 'utf8');
        for (const span of spansOf(file)) assertPlaced(text, span, file.path);
        for (const { start, end, line, name } of file.functions) {
          assert.ok(start < end && end <= text.length, name);
          assert.equal(line, text.slice(0, start).split('\n').length, name);
        }
      }
    });

    it('says of each tensor no more and no less than its state', () => {
      for (const { path, tensors } of report.files) {
        for (const one of tensors) assertHonest(one, `${path}:${one.line}:${one.column}`);
      }
    });

    it('lists no tensor twice', () => {
      for (const { path, tensors } of report.files) {
        const keys = tensors.map(({ node, start, end }) => `${node} ${start} ${end}`);
        assert.equal(new Set(keys).size, keys.length, path);
      }
    });

    it('calls sizes in guards and results by the names of the symbols', () => {
      for (const { path, functions } of report.files) {
        for (const { name, symbols, returns } of functions) {
          const known = new Set(symbols.map((symbol) => symbol.name));
          for (const size of returns.flatMap(({ shape }) => shape ?? [])) {
            if (/[?.(]/.test(size)) continue;
            for (const word of size.match(/[A-Za-z_$][\w$]*/g) ?? [])
              assert.ok(known.has(word), `${path} ${name}: ${word}`);
          }
        }
      }
    });
  });
}

function isCall({ node }: TensorReport): boolean {
  return node === 'CallExpression';
}

function spansOf({ functions, tensors, diagnostics }: FileReport): readonly Span[] {
  return [...tensors, ...diagnostics, ...functions.flatMap(({ guards }) => guards)];
}

function assertPlaced(text: string, { start, end, line, column }: Span, path: string): void {
  assert.ok(start < end && end <= text.length, `${path}: ${start} to ${end}`);
  const before = text.slice(0, start).split('\n');
  assert.deepEqual([line, column], [before.length, (before.at(-1)?.length ?? 0) + 1], path);
}

function assertHonest({ state, shape, rank, why }: TensorReport, where: string): void {
  const isOpen = shape?.some((size) => size === '?' || size.startsWith('...')) ?? false;
  assert.equal(why === null, state === 'known', `${where}: why`);
  assert.equal(shape === null, state === 'unknown', `${where}: shape`);
  assert.equal(isOpen, state === 'partial', `${where}: ${shape}`);
  const isRankOpen = shape === null || shape.some((size) => size.startsWith('...'));
  assert.equal(rank, isRankOpen ? null : (shape?.length ?? null), `${where}: rank`);
}
