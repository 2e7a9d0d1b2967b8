/** Regular expressions: opaque values. They are never run; what they find is unknown. */
import type { Machine } from '../machine.ts';
import { objectValue, setHidden } from '../objects.ts';
import { callBack } from '../types.ts';
import {
  isString,
  type Native,
  type NativeCall,
  type ObjectValue,
  primitive,
  UNDEFINED,
  type Value,
} from '../values.ts';
import { throwError } from './errors.ts';
import { argumentAt, lazily, method, plainFunction } from './method.ts';
import { derived, undecided } from './results.ts';
import { textOfValue } from './text.ts';

interface Pattern {
  readonly source: string;
  readonly flags: string;
}

const patterns = new WeakMap<ObjectValue, Pattern>();

/** What a value is as a regular expression; `null` for other values. */
export function patternOf(value: Value): Pattern | null {
  return value.kind === 'object' ? (patterns.get(value) ?? null) : null;
}

/** `/source/flags`. */
export function literalPattern(text: string): ObjectValue {
  const end = text.lastIndexOf('/');
  return makePattern({ source: text.slice(1, end), flags: text.slice(end + 1) });
}

function makePattern(pattern: Pattern): ObjectValue {
  const object = objectValue([['lastIndex', primitive(0)]]);
  object.hidden.add('lastIndex');
  patterns.set(object, pattern);
  return object;
}

export function patternGlobal(): Native {
  return plainFunction('RegExp', (machine, call) => {
    const [first, second] = [argumentAt(machine, call, 0), argumentAt(machine, call, 1)];
    const known = patternOf(first);
    const source = known?.source ?? (isString(first) ? first.value : null);
    const flags = isString(second) ? second.value : second === UNDEFINED ? (known?.flags ?? '') : null;
    if (source === null || flags === null) return derived([first, second], call.node, 'the pattern is not known');
    const made = parsed({ source, flags });
    return made === null ? throwError(machine, 'SyntaxError', 'Invalid regular expression') : makePattern(made);
  });
}

/** The pattern as the language writes it, by the host's parser, which runs nothing; `null` where it is no valid one. */
function parsed({ source, flags }: Pattern): Pattern | null {
  try {
    const made = new RegExp(source, flags);
    return { source: made.source, flags: made.flags };
  } catch {
    return null;
  }
}

/** `pattern.name`; `null` where patterns have no such member. */
export function patternMember(object: ObjectValue, name: string): Value | null {
  const pattern = patterns.get(object);
  if (pattern === undefined) return null;
  if (name === 'source' || name === 'flags') return primitive(pattern[name]);
  const flag = FLAGS[name];
  return flag === undefined ? patternMethod(name) : primitive(pattern.flags.includes(flag));
}

const FLAGS: Readonly<Record<string, string>> = Object.assign(Object.create(null), {
  global: 'g',
  ignoreCase: 'i',
  multiline: 'm',
  sticky: 'y',
  unicode: 'u',
  dotAll: 's',
  hasIndices: 'd',
});

const patternMethod: (name: string) => Native | null = lazily((name) => {
  if (name === 'toString') {
    return method(name, (_, self) => {
      const pattern = patternOf(self);
      return pattern === null ? UNDEFINED : primitive(`/${pattern.source}/${pattern.flags}`);
    });
  }
  if (name !== 'test' && name !== 'exec') return null;
  return method(name, (machine, self, call) => {
    const text = textOfValue(machine, argumentAt(machine, call, 0), call.node);
    if (machine.thrown !== null) return UNDEFINED;
    const isStateful = loseLastIndex(machine, self, call);
    return name === 'test'
      ? undecided(...subjectOf(self, text, isStateful), call.node)
      : derived([text], call.node, 'what a regular expression finds is not followed');
  });
});

/** The same pattern finds the same in the same text, unless it goes on from where it was. */
function subjectOf(self: Value, text: Value, isStateful: boolean): readonly [subject: object, key: string] {
  if (isStateful) return [{}, 'test'];
  const pattern = patternOf(self);
  const source = pattern === null ? '' : `/${pattern.source}/${pattern.flags}`;
  return isString(text) ? [self, `test ${text.value}`] : [text, `test ${source}`];
}

/** What a pattern that goes on from its last match does to `lastIndex`; whether it is one. */
function loseLastIndex(machine: Machine, pattern: Value, call: NativeCall): boolean {
  if (pattern.kind !== 'object' || !/[gy]/.test(patternOf(pattern)?.flags ?? '')) return false;
  setHidden(machine, pattern, 'lastIndex', derived([], call.node, 'what a regular expression finds is not followed'));
  return true;
}

/**
 * A method of texts that takes a pattern: what it gives is unknown. A function given with it is called for every
 * match.
 */
export function withPattern(machine: Machine, name: string, pattern: Value, call: NativeCall): Value {
  const isAll = name === 'matchAll' || name === 'replaceAll';
  if (isAll && !patternOf(pattern)?.flags.includes('g')) {
    return throwError(machine, 'TypeError', `${name} must be called with a global RegExp`);
  }
  if (name !== 'search' && name !== 'matchAll') loseLastIndex(machine, pattern, call);
  callBack(machine, argumentAt(machine, call, 1), call.node);
  return derived([call.self], call.node, 'what a regular expression finds is not followed');
}
