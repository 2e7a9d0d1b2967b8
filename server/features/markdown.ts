/** Text for people: Markdown where the client renders it, else the same words without the signs. */
import { type MarkupContent, MarkupKind } from 'vscode-languageserver/node';

export function markup(paragraphs: readonly string[], kind: MarkupKind): MarkupContent {
  const text = paragraphs.filter((paragraph) => paragraph !== '').join('\n\n');
  return { kind, value: kind === MarkupKind.Markdown ? text : withoutSigns(text) };
}

/** A block of its own, highlighted as `language`. */
export function codeBlock(text: string, language: string): string {
  return `\`\`\`${language}\n${text}\n\`\`\``;
}

/** Code within a sentence. A longer fence holds text that has backticks itself. */
export function code(text: string): string {
  return text.includes('`') ? `\`\` ${text} \`\`` : `\`${text}\``;
}

export function list(title: string, items: readonly string[]): string {
  return items.length === 0 ? '' : `${title}\n${items.map((item) => `- ${item}`).join('\n')}`;
}

/** A sentence of the analysis: its own backticks stay, all else is text, also what it quotes from a hostile file. */
export function prose(text: string): string {
  return text
    .split(/(`[^`]*`)/)
    .map((part, index) => (index % 2 === 1 ? part : part.replace(/[\\*_<>[\]!#]/g, '\\$&')))
    .join('');
}

function withoutSigns(text: string): string {
  return text
    .replace(/^```.*\n?/gm, '')
    .replace(/^\|[-:|]+\|\n/gm, '')
    .replace(/\[(line \d+)\]\([^)]*\)/g, '$1')
    .replace(/\\([\\*_<>[\]!#])/g, '$1')
    .replaceAll('`', '')
    .replace(/\n{3,}/g, '\n\n')
    .trim();
}
