/** An explanation in words: what made a value, what it costs, what bounds its sizes, and the layers of a model. */
import type { Amount, BoundedSize, Explanation, Making, ModelReport } from '../analysis/explanation.ts';
import type { RelatedReport } from '../analysis/report.ts';
import type { Files } from './files.ts';
import { code, list, prose } from './markdown.ts';

/** The paragraphs that follow the shape. */
export function explanationText(explanation: Explanation, files: Files): string[] {
  const { made, memory, multiplyAdds, sizes, model, lostAt } = explanation;
  const costs = [
    ...(memory === null ? [] : [bytesText(memory)]),
    ...(multiplyAdds === null ? [] : [amountText(multiplyAdds, 'multiply-adds', grouped)]),
  ];
  return [
    made === null ? '' : madeText(made),
    list(
      'known here',
      sizes.map((size) => boundText(size, files)),
    ),
    costs.join(', '),
    lostAt === null ? '' : `Lost at ${placeText(lostAt, files)}.`,
    model === null ? '' : modelText(model),
  ];
}

/** `matMul` of `q` `[B, T, C]` and `k` `[B, S, C]`, line 7. */
function madeText({ operation, operands, line }: Making): string {
  const parts = operands.map(({ text, shape }) => `${code(text)} ${code(shape)}`);
  const last = parts.at(-1) ?? '';
  const all = parts.length < 2 ? last : `${parts.slice(0, -1).join(', ')} and ${last}`;
  return `${code(operation)} of ${all}, line ${line}`;
}

function boundText({ name, min, max, causes }: BoundedSize, files: Files): string {
  const range =
    min !== null && min === max
      ? `is ${min}`
      : [min === null ? '' : `at least ${min}`, max === null ? '' : `at most ${max}`]
          .filter((one) => one !== '')
          .join(', ');
  const lines = causes.map((cause) => placeText(cause, files));
  return `${code(name)} ${range}${lines.length === 0 ? '' : `: ${lines.join(', ')}`}`;
}

/** What a line says, with a link to it. */
function placeText({ path, start, message }: RelatedReport, files: Files): string {
  const document = files.document(path);
  if (document === null) return prose(message);
  const line = document.positionAt(start).line + 1;
  return `[line ${line}](${files.uri(path)}#L${line}): ${prose(message)}`;
}

function bytesText({ text, value }: Amount): string {
  const isNumber = /^\d+$/.test(text);
  if (isNumber) return scaled(Number(text));
  return `${code(text)} bytes${value === null ? '' : ` (${scaled(value)})`}`;
}

function amountText({ text, value }: Amount, unit: string, number: (value: number) => string): string {
  if (/^\d+$/.test(text)) return `${number(Number(text))} ${unit}`;
  return `${code(text)} ${unit}${value === null ? '' : ` (${number(value)})`}`;
}

/** `1.2 MB`. */
function scaled(bytes: number): string {
  const units = ['bytes', 'kB', 'MB', 'GB', 'TB'];
  let value = bytes;
  let unit = 0;
  while (value >= 1000 && unit < units.length - 1) {
    value /= 1000;
    unit += 1;
  }
  return `${Number.isInteger(value) ? value : value.toFixed(1)} ${units[unit]}`;
}

/** `401,408`. */
function grouped(value: number): string {
  return value.toString().replace(/\B(?=(\d{3})+$)/g, ',');
}

/** The layers as a table, with the number of their parameters. */
function modelText({ layers, parameters, why }: ModelReport): string {
  if (layers.length === 0) return why === null ? '' : `The layers are not known: ${prose(why)}.`;
  const rows = layers.map(
    (layer) =>
      `| ${prose(layer.name)} | ${layer.className} | ${code(layer.output)} | ${numberText(layer.parameters)} |`,
  );
  const table = ['| layer | | output | parameters |', '|---|---|---|---:|', ...rows];
  return [table.join('\n'), `${numberText(parameters)} parameters`].join('\n\n');
}

function numberText(text: string): string {
  return /^\d+$/.test(text) ? grouped(Number(text)) : code(text);
}
