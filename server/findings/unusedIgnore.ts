/** `unused-ignore`: a comment that silences nothing. */
import type { Place } from '../symbolic/place.ts';
import { CODES } from './codes.ts';
import type { Finding } from './finding.ts';

/** What a comment can silence. */
const IGNORED = CODES.filter((code) => code !== 'unused-ignore');

/** @param code as the comment names it; `null` where it names none */
export function unusedIgnore(place: Place, code: string | null, isCode: boolean): Finding {
  const message =
    code === null
      ? 'there is no finding here to ignore'
      : isCode
        ? `there is no \`${code}\` here to ignore`
        : `\`${code}\` is no code of a finding; they are ${IGNORED.map((one) => `\`${one}\``).join(', ')}`;
  return { code: 'unused-ignore', place, message, related: [] };
}
