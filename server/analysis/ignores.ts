/** Comments that silence findings: `// shapewise-ignore`, with codes, on the line above or at the end of the line. */
import { ts } from 'ts-morph';
import { CODES, type Code } from '../findings/codes.ts';
import type { Finding } from '../findings/finding.ts';
import { unusedIgnore } from '../findings/unusedIgnore.ts';
import type { Place } from '../symbolic/place.ts';
import { spanOfPlace } from './positions.ts';

/** One code that a comment silences, or all of them. */
interface Ignore {
  readonly place: Place;
  /** As written; `null` for all. */
  readonly code: string | null;
  /** The line that it is about, from 1; `null` for the whole file. */
  readonly line: number | null;
}

const COMMENT = /\/\/[ \t]*shapewise-ignore(-file)?(?![\w-])([^\n]*)/g;

/** The findings that no comment silences, and one for each comment, or code in one, that silences nothing. */
export function withoutIgnored(file: ts.SourceFile, findings: readonly Finding[]): readonly Finding[] {
  const ignores = ignoresIn(file);
  if (ignores.length === 0) return findings;
  const used = new Set<Ignore>();
  const kept = findings.filter((finding) => {
    const matching = ignores.filter((ignore) => silences(file, ignore, finding));
    for (const ignore of matching) used.add(ignore);
    return matching.length === 0;
  });
  const unused = ignores.filter((ignore) => !used.has(ignore));
  return [...kept, ...unused.map(({ place, code }) => unusedIgnore(place, code, isCode(code)))];
}

/** Whether comments of the file silence a finding of that code on a line, from 1. */
export function isSilenced(file: ts.SourceFile, code: Code, line: number): boolean {
  return ignoresIn(file).some((ignore) => ignore.code === code && (ignore.line === null || ignore.line === line));
}

function silences(file: ts.SourceFile, { code, line }: Ignore, finding: Finding): boolean {
  if (finding.place.file !== file.fileName || (code !== null && code !== finding.code)) return false;
  return line === null || spanOfPlace(file, finding.place).line === line;
}

function isCode(text: string | null): text is Code {
  return CODES.some((code) => code === text);
}

function ignoresIn(file: ts.SourceFile): readonly Ignore[] {
  const { text } = file;
  // Nearly every file has none.
  if (!text.includes('shapewise-ignore')) return [];
  return [...text.matchAll(COMMENT)].flatMap((match) => {
    const start = match.index;
    if (!isComment(file, start)) return [];
    const line = match[1] === undefined ? lineMeant(file, start) : null;
    return codesIn(match, file.fileName).map((one): Ignore => ({ ...one, line }));
  });
}

/** `shape-mismatch, guard: why` after the keyword; without codes it is about all of them. */
function codesIn(match: RegExpExecArray, file: string): readonly Pick<Ignore, 'place' | 'code'>[] {
  const [comment, , rest = ''] = match;
  const offset = match.index + comment.length - rest.length;
  const codes = [...rest.replace(/(:|--).*$/s, '').matchAll(/[\w-]+/g)];
  if (codes.length === 0) {
    return [{ code: null, place: { file, start: match.index, end: match.index + comment.trimEnd().length } }];
  }
  return codes.map(({ 0: code, index }) => {
    const start = offset + index;
    return { code, place: { file, start, end: start + code.length } };
  });
}

/** Its own line where it follows code, else the next line with code. */
function lineMeant(file: ts.SourceFile, start: number): number {
  const lines = file.text.split('\n');
  const { line } = file.getLineAndCharacterOfPosition(start);
  const before = file.text.slice(file.getPositionOfLineAndCharacter(line, 0), start);
  if (before.trim() !== '') return line + 1;
  let next = line + 1;
  while (next < lines.length && /^\s*(\/\/.*)?$/.test(lines[next] ?? '')) next++;
  return next + 1;
}

/** What looks like a comment may stand in a text, a template or a regular expression: a token without parts. */
function isComment(file: ts.SourceFile, position: number): boolean {
  let node: ts.Node = file;
  for (;;) {
    const inner: ts.Node | undefined = ts.forEachChild(node, (child) =>
      child.getStart(file) <= position && position < child.end ? child : undefined,
    );
    if (inner === undefined) break;
    node = inner;
  }
  return (
    !ts.isStringLiteralLike(node) &&
    !ts.isTemplateLiteralToken(node) &&
    !ts.isRegularExpressionLiteral(node) &&
    !ts.isJsxText(node)
  );
}
