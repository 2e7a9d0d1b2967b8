/** Regular expressions: run on texts that are known where the pattern bounds the work, else not at all. */
import { propertyCell } from '../join.ts';
import type { Machine } from '../machine.ts';
import { arrayOf, extrasOf, objectValue, ownProperty, setHidden } from '../objects.ts';
import { settle } from '../settle.ts';
import {
  isNumber,
  isString,
  type Native,
  type NativeCall,
  NULL,
  type ObjectValue,
  primitive,
  UNDEFINED,
  type Value,
} from '../values.ts';
import { isBounded } from './boundedPattern.ts';
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
    const made = compiled({ source, flags });
    if (made === null) return throwError(machine, 'SyntaxError', 'Invalid regular expression');
    return makePattern({ source: made.source, flags: made.flags });
  });
}

/** The host's own expression, not yet run on anything; `null` where it is no valid one. */
function compiled({ source, flags }: Pattern): RegExp | null {
  try {
    return new RegExp(source, flags);
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
    const match = self.kind === 'object' && isString(text) ? execute(machine, self, text.value) : undefined;
    if (match === undefined) {
      return name === 'test'
        ? undecided(text.kind === 'unknown' ? text : self, `test ${call.node.pos}`, call.node)
        : derived([text], call.node, 'the match is not known');
    }
    return name === 'test' ? primitive(match !== null) : match === null ? NULL : matchValue(match);
  });
});

/** Runs a pattern from its `lastIndex`; `undefined` where it is not run. */
function execute(machine: Machine, object: ObjectValue, text: string): RegExpExecArray | null | undefined {
  const run = runnable(object, text);
  if (run === null) return undefined;
  const last = settle(machine, ownProperty(object, 'lastIndex') ?? UNDEFINED);
  if (!isNumber(last)) return undefined;
  run.lastIndex = last.value;
  const match = run.exec(text);
  if (run.global || run.sticky) setHidden(machine, object, 'lastIndex', primitive(run.lastIndex));
  return match;
}

/** The host's expression where it may be run on the text. */
function runnable(value: Value, text: string): RegExp | null {
  const pattern = patternOf(value);
  return pattern !== null && isBounded(pattern.source, text.length) ? compiled(pattern) : null;
}

/** A match as the language gives it: the parts, with where it was found. */
function matchValue(match: RegExpMatchArray): Value {
  const parts = arrayOf(match.map((part) => primitive(part)));
  const groups =
    match.groups === undefined
      ? UNDEFINED
      : objectValue(Object.entries(match.groups).map(([name, part]) => [name, primitive(part)] as const));
  const extras = extrasOf(parts);
  extras.set('index', propertyCell(primitive(match.index)));
  extras.set('input', propertyCell(primitive(match.input)));
  extras.set('groups', propertyCell(groups));
  return parts;
}

/** A method of texts that takes a pattern; `null` where it cannot be run. */
export function withPattern(
  machine: Machine,
  name: string,
  text: string,
  pattern: Value,
  call: NativeCall,
  replace: (match: Value, whole: RegExpMatchArray) => Value,
): Value | null {
  const run = runnable(pattern, text);
  if (run === null || pattern.kind !== 'object') return null;
  switch (name) {
    case 'match': {
      if (!run.global) {
        const match = execute(machine, pattern, text);
        return match === undefined ? null : match === null ? NULL : matchValue(match);
      }
      const found = text.match(run);
      return found === null ? NULL : arrayOf(found.map((part) => primitive(part)));
    }
    case 'matchAll':
      if (!run.global) return throwError(machine, 'TypeError', 'matchAll must be called with a global RegExp');
      return arrayOf([...text.matchAll(run)].map(matchValue));
    case 'search':
      return primitive(text.search(run));
    case 'split':
      return arrayOf(text.split(run, limitOf(machine, call)).map((part) => primitive(part)));
    case 'replaceAll':
      if (!run.global) return throwError(machine, 'TypeError', 'replaceAll must be called with a global RegExp');
      return replaced(machine, text, run, replace);
    case 'replace':
      return replaced(machine, text, run, replace);
    default:
      return null;
  }
}

function limitOf(machine: Machine, call: NativeCall): number | undefined {
  const limit = argumentAt(machine, call, 1);
  return isNumber(limit) ? limit.value : undefined;
}

function replaced(
  machine: Machine,
  text: string,
  run: RegExp,
  replace: (match: Value, whole: RegExpMatchArray) => Value,
): Value | null {
  const all = new RegExp(run.source, run.global ? run.flags : `${run.flags}g`);
  const matches = [...text.matchAll(all)].slice(0, run.global ? undefined : 1);
  let made = '';
  let end = 0;
  for (const match of matches) {
    const part = settle(machine, replace(matchValue(match), match));
    if (machine.thrown !== null || !isString(part)) return null;
    made += text.slice(end, match.index) + part.value;
    end = (match.index ?? 0) + match[0].length;
  }
  return primitive(made + text.slice(end));
}
