/** The core of the JSON report, field by field, as the public contract states it. */
import assert from 'node:assert/strict';
import { CODES } from '../../server/analysis/report.ts';

/** Asserts that a value is as described; `path` says where it stands in the report. */
type Check = (value: unknown, path: string) => void;

const text: Check = (value, path) => assert.equal(typeof value, 'string', path);
const flag: Check = (value, path) => assert.equal(typeof value, 'boolean', path);
const count: Check = (value, path) => assert.ok(Number.isInteger(value) && (value as number) >= 0, `${path}: ${value}`);
const whole: Check = (value, path) => assert.ok(Number.isInteger(value), `${path}: ${value}`);
const duration: Check = (value, path) => assert.ok(typeof value === 'number' && value >= 0, `${path}: ${value}`);

function oneOf(...values: readonly unknown[]): Check {
  return (value, path) => assert.ok(values.includes(value), `${path}: ${value}`);
}

function orNull(check: Check): Check {
  return (value, path) => (value === null ? undefined : check(value, path));
}

function listOf(check: Check): Check {
  return (value, path) => {
    assert.ok(Array.isArray(value), path);
    for (const [index, one] of value.entries()) check(one, `${path}[${index}]`);
  };
}

/** More fields may join; those named here may not be missing. */
function record(fields: Readonly<Record<string, Check>>): Check {
  return (value, path) => {
    assert.ok(typeof value === 'object' && value !== null && !Array.isArray(value), path);
    for (const [name, check] of Object.entries(fields)) {
      assert.ok(name in value, `${path}.${name} is missing`);
      check((value as Record<string, unknown>)[name], `${path}.${name}`);
    }
  };
}

const shape = listOf(text);
const span = { start: count, end: count, line: count, column: count };

const guard = record({
  text,
  expr: text,
  kind: oneOf('requires', 'assumes'),
  specialization: flag,
  reason: text,
  under: listOf(text),
  ...span,
});

const program = record({
  name: text,
  start: count,
  end: count,
  line: count,
  symbols: listOf(record({ name: text, origin: text, min: orNull(whole), max: orNull(whole), hint: orNull(whole) })),
  guards: listOf(guard),
  untold: listOf(record({ kind: oneOf('requires', 'assumes'), reason: text, ...span })),
  returns: listOf(record({ shape: orNull(shape), dtype: orNull(text), under: listOf(text) })),
  complete: flag,
  why: orNull(text),
});

const tensor = record({
  node: text,
  state: oneOf('known', 'opaque', 'partial', 'unknown'),
  ...span,
  rank: orNull(count),
  shape: orNull(shape),
  dtype: orNull(text),
  why: orNull(text),
  alternatives: listOf(record({ under: listOf(text), shape })),
});

const diagnostic = record({
  code: oneOf(...CODES),
  severity: oneOf('error', 'warning', 'information', 'hint'),
  message: text,
  ...span,
  related: listOf(record({ path: text, start: count, end: count, message: text })),
  fixes: listOf(record({ title: text, edits: listOf(record({ path: text, start: count, end: count, text })) })),
});

export const report = record({
  version: oneOf(1),
  files: listOf(
    record({ path: text, functions: listOf(program), tensors: listOf(tensor), diagnostics: listOf(diagnostic) }),
  ),
  stats: record({
    files: count,
    functions: count,
    tensors: count,
    known: count,
    opaque: count,
    partial: count,
    unknown: count,
    milliseconds: duration,
  }),
});
