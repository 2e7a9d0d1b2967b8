/**
 * Lines that somebody is typing: `const y = tf.` above `const [a, b] = f(x);`. The language reads on in the next line, and
 * the statement there would be lost until the line is finished. What a line of a program never ends with is taken to end.
 */

import { ts } from 'ts-morph';
import { regionBetween } from './textRegion.ts';

const BLANK_LINES = String.raw`(?:[ \t]*\r?\n)*[ \t]*`;

/** `x.`, `f().`, `a[0].`, but not `1.`; no member is called `const` and goes on with a name. */
const MEMBER = new RegExp(
  String.raw`((?:\b[A-Za-z_$][\w$]*|[)\]])\.[ \t]*)(\r?\n)(?=${BLANK_LINES}(?:(?:const|let|var)[ \t]+[\w$[{]|return[ \t]+[\w$'"\x60[{]))`,
  'g',
);

/** The only one of these words that may be a name: the parser reads on to it in all lines that are open. */
const LET = new RegExp(String.raw`(\r?\n)(?=${BLANK_LINES}let[ \t]+[\w$[{])`, 'g');

/** The text as it is to be parsed: the line breaks of unfinished lines are ends of statements. It is as long as it was. */
export function finished(text: string): string {
  const end = (lineBreak: string) => `;${lineBreak.slice(1)}`;
  return text
    .replace(MEMBER, (all, member: string, lineBreak: string, at: number) => {
      return isCode(lineAt(text, at)) ? member + end(lineBreak) : all;
    })
    .replace(LET, (lineBreak, _, at: number) => {
      const line = lineAt(text, at);
      return isOpen(line) && isCode(line) ? end(lineBreak) : lineBreak;
    });
}

/** A line up to a place in it. */
function lineAt(text: string, at: number): string {
  return text.slice(text.lastIndexOf('\n', at - 1) + 1, at);
}

/** Whether a line waits for an expression: behind `=` or `,`, or in brackets, but for those of a `for`. */
function isOpen(line: string): boolean {
  if (/(?:(?<![=!<>])=|,|^\s*(?:const|let|var))\s*$/.test(line)) return true;
  const open: number[] = [];
  for (let at = 0; at < line.length; at++) {
    if ('([{'.includes(line.charAt(at))) open.push(at);
    else if (')]}'.includes(line.charAt(at))) open.pop();
  }
  const last = open.at(-1);
  return last !== undefined && line[last] !== '{' && !/\bfor\s*(?:await\s*)?$/.test(line.slice(0, last));
}

/** A remark may end as it likes: the line break is its end. */
function isCode(line: string): boolean {
  return !line.includes('//') && !/^\s*(?:\/\*|\*)/.test(line);
}

/** Whether a text that was made such an end is one of the program's own: a template, or what stands between tags. */
export function endsText(tree: ts.SourceFile, text: string): boolean {
  const { start, oldEnd } = regionBetween(text, tree.text);
  const visit = (node: ts.Node): boolean => {
    if (node.end <= start || node.pos >= oldEnd) return false;
    if (!TEXTS.has(node.kind)) return ts.forEachChild(node, (child) => visit(child) || undefined) === true;
    return text.slice(node.pos, node.end) !== tree.text.slice(node.pos, node.end);
  };
  return visit(tree);
}

const TEXTS: ReadonlySet<ts.SyntaxKind> = new Set([
  ts.SyntaxKind.NoSubstitutionTemplateLiteral,
  ts.SyntaxKind.TemplateHead,
  ts.SyntaxKind.TemplateMiddle,
  ts.SyntaxKind.TemplateTail,
  ts.SyntaxKind.JsxText,
]);
