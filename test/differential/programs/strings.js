// Texts, templates and regular expressions.

export function parts() {
  const s = 'Hello';
  return [s.length, s[1], s.at(-1), s.charAt(9), s.slice(1, 3), s.slice(-3), s.substring(3, 1), s.substr(1, 2), s.charCodeAt(0), s.codePointAt(1)];
}

export function searches() {
  const s = 'banana';
  return [s.indexOf('an'), s.lastIndexOf('an'), s.indexOf('x'), s.includes('nan'), s.startsWith('ba'), s.endsWith('na'), s.startsWith('na', 2), s.indexOf('a', 2), s.indexOf('')];
}

export function cases() {
  return ['aBc'.toUpperCase(), 'aBc'.toLowerCase(), 'straße'.toUpperCase(), 'a b'.split(' ').map((w) => w[0].toUpperCase() + w.slice(1)).join(' ')];
}

export function trims() {
  return ['  a '.trim(), '  a '.trimStart(), '  a '.trimEnd(), '\n\ta'.trim()];
}

export function pads() {
  return ['5'.padStart(3, '0'), '5'.padEnd(3, 'ab'), 'long'.padStart(2), 'x'.padStart(4), 'ab'.repeat(3), ''.repeat(5)];
}

export function splits() {
  return ['a,b,c'.split(','), 'a,b,c'.split(',', 2), 'abc'.split(''), 'abc'.split(), ''.split(','), ''.split(''), 'a--b'.split('-')];
}

export function replacements() {
  return ['aXbX'.replace('X', '-'), 'aXbX'.replaceAll('X', '-'), 'abc'.replace('b', '[$&]'), 'abc'.replace('b', (m, i) => m + i), 'a.b'.replaceAll('.', '')];
}

export function concatenation(n = 3) {
  return ['a'.concat('b', 1), 'a' + n, ['x', n].join(':'), `${n}${n}`];
}

export function comparisonOfTexts() {
  return ['a' < 'b', 'apple' > 'Apple', 'a'.localeCompare('b'), 'a' === 'a', ['b', 'a'].sort()];
}

export function unicode() {
  const s = 'a😀é';
  return [s.length, [...s].length, s.codePointAt(1), String.fromCodePoint(128512), String.fromCharCode(97, 98), 'e\u0301'.normalize('NFC').length];
}

export function escapes() {
  return ['\n\t\\\'"', '\x41\u0042\u{43}', 'line\
continued', `\``];
}

export function conversions() {
  return [String(1), String(null), String([1, [2]]), String({}), (255).toString(16), (0.5).toString(2), `${1e21}`, String(-0), (1e-7).toString()];
}

export function immutability() {
  const s = 'abc';
  const t = s.toUpperCase();
  return [s, t];
}

export function caesar() {
  const shift = (text, by) => [...text].map((c) => String.fromCharCode(((c.charCodeAt(0) - 97 + by) % 26) + 97)).join('');
  return [shift('hello', 3), shift(shift('hello', 3), 23)];
}

export function palindromes() {
  const is = (s) => s === [...s].reverse().join('');
  return [is('racecar'), is('hello')];
}

export function wordCounts() {
  const counts = new Map();
  for (const w of 'to be or not to be'.split(' ')) counts.set(w, (counts.get(w) ?? 0) + 1);
  return [...counts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
}

export function textFromInputs(n = 3) {
  const name = `layer_${n}`;
  return [name, name + '/kernel', name.length > 3];
}

export function testsOfPatterns() {
  return [/b+/.test('abbc'), /^a.c$/.test('abc'), /[0-9]{3}/.test('a12'), /x/i.test('X'), /\bfoo\b/.test('a foo b'), /a|b/.test('cb')];
}

export function matches() {
  const m = 'conv2d_12'.match(/([a-z]+)(\d)d_(\d+)/);
  return [m[0], m[1], m[2], m.index, m.length, 'abc'.match(/x/), 'a1b22'.match(/\d+/g), m.groups];
}

export function namedGroups() {
  const { groups } = '2024-05'.match(/(?<year>\d{4})-(?<month>\d\d)/);
  return [groups.year, groups.month];
}

export function execInLoop() {
  const pattern = /(\w)=(\d)/g;
  const found = [];
  let m;
  while ((m = pattern.exec('a=1,b=2')) !== null) found.push([m[1], m[2], m.index]);
  return [found, pattern.lastIndex];
}

export function matchAll() {
  return [...'a1b2'.matchAll(/([a-z])(\d)/g)].map((m) => m[1] + m[2] + m.index);
}

export function replacementsByPattern() {
  return [
    'a1b2'.replace(/\d/, '#'),
    'a1b2'.replace(/\d/g, '#'),
    'john smith'.replace(/(\w+) (\w+)/, '$2, $1'),
    'abc'.replace(/[ac]/g, (c) => c.toUpperCase()),
    'x-y_z'.replaceAll(/[-_]/g, ' '),
    'camelCaseText'.replace(/[A-Z]/g, (c) => '_' + c.toLowerCase()),
  ];
}

export function splitsByPattern() {
  return ['a1b22c'.split(/\d+/), 'a, b;c'.split(/[,;]\s*/), 'a1b'.split(/(\d)/)];
}

export function searchByPattern() {
  return ['abc'.search(/c/), 'abc'.search(/x/)];
}

export function patternProperties() {
  const p = /a+/gi;
  return [p.source, p.flags, p.global, p.lastIndex, String(p), typeof p, p instanceof RegExp];
}

export function patternsFromTexts() {
  const p = new RegExp('^' + 'ab' + '+$', 'i');
  return [p.test('ABB'), p.test('ba'), new RegExp(/x/g).flags];
}

export function catastrophicPattern() {
  return /^(a+)+$/.test('aaaaaaaaaaaaaaaaaaaaaaaa');
}

export function numericTexts() {
  return [parseInt('42px'), parseFloat('3.14abc'), Number('0x1f'), Number(''), Number('12a'), parseInt('101', 2), +'1e3', parseInt('z'), Number(' 5 ')];
}

export function iterationOfTexts() {
  const out = [];
  for (const [i, c] of [...'ab'].entries()) out.push(i + c);
  for (const i in 'xy') out.push(i);
  return out;
}
