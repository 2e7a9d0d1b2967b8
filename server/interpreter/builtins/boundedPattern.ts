/** Whether a regular expression can be run without the risk that it never ends. */

/** Steps of a matcher that are worth a match. */
const MOST_STEPS = 200_000;

/** What was opened and not yet closed: the pattern itself, or a group. */
interface Group {
  /** Whether repeating the group may match the same text in several ways. */
  isAmbiguous: boolean;
}

/**
 * Matching goes wrong where something that repeats, or is one of several, is itself repeated. Without that, and without
 * references to earlier groups, the work is a power of the length of the text.
 */
export function isBounded(source: string, length: number): boolean {
  const repeats = repetitionsIn(source);
  return repeats !== null && (length + 1) ** (repeats + 1) <= MOST_STEPS;
}

/** How often the pattern repeats something without a small bound; `null` where repetitions stand in each other. */
function repetitionsIn(source: string): number | null {
  const open: Group[] = [{ isAmbiguous: false }];
  let last: Group | null = null;
  let count = 0;
  for (let rest = source; rest !== ''; ) {
    const token = /^(?:\\.|\[(?:\\.|[^\]\\])*\]|\((?:\?(?:[:=!]|<[=!]|<\w+>))?|[*+?]\??|\{\d+(?:,\d*)?\}\??|.)/s.exec(
      rest,
    )?.[0];
    if (token === undefined) return null;
    rest = rest.slice(token.length);
    if (/^\\[1-9k]/.test(token)) return null;
    const group = open.at(-1);
    if (token.startsWith('(')) {
      open.push({ isAmbiguous: false });
      last = null;
    } else if (token === ')') {
      last = open.pop() ?? null;
      const outer = open.at(-1);
      if (outer === undefined) return null;
      if (last?.isAmbiguous) outer.isAmbiguous = true;
    } else if (token === '|') {
      if (group) group.isAmbiguous = true;
    } else if (isRepetition(token)) {
      if (last?.isAmbiguous && !token.startsWith('?')) return null;
      if (group) group.isAmbiguous = true;
      if (!token.startsWith('?')) count += 1;
      last = null;
    } else {
      last = null;
    }
  }
  return count;
}

function isRepetition(token: string): boolean {
  return /^(?:[*+?]\??|\{\d)/.test(token);
}
