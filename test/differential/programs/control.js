// Branches, loops, labels, switch.

export function ifElse(n = 3) {
  if (n > 5) return 'large';
  else if (n > 2) return 'middle';
  return 'small';
}

export function nestedTernaries(n = 4) {
  return n < 1 ? 'a' : n < 3 ? 'b' : n < 5 ? 'c' : 'd';
}

export function truthiness() {
  return [0, -0, NaN, '', null, undefined, false, 1, '0', 'false', [], {}, () => 1].map((x) => (x ? 1 : 0));
}

export function sumInFor(n = 4) {
  let sum = 0;
  for (let i = 1; i <= n; i++) sum += i;
  return sum;
}

export function countDown(n = 4) {
  const seen = [];
  for (let i = n; i > 0; i--) seen.push(i);
  return seen;
}

export function twoCounters() {
  const seen = [];
  for (let i = 0, j = 10; i < j; i += 2, j -= 3) seen.push([i, j]);
  return seen;
}

export function whileLoop(n = 20) {
  let steps = 0;
  while (n > 1) {
    n = n % 2 === 0 ? n / 2 : 3 * n + 1;
    steps++;
  }
  return steps;
}

export function doWhile(n = 0) {
  let turns = 0;
  do {
    turns++;
    n--;
  } while (n > 0);
  return [turns, n];
}

export function breakAndContinue(n = 7) {
  const seen = [];
  for (let i = 0; i < 10; i++) {
    if (i % 2 === 0) continue;
    if (i > n) break;
    seen.push(i);
  }
  return seen;
}

export function forOfOverArray() {
  let text = '';
  for (const x of ['a', 'b', 'c']) text = x + text;
  return text;
}

export function forOfOverString() {
  const seen = [];
  for (const c of 'añ😀') seen.push(c);
  return seen;
}

export function forOfOverGrowingArray() {
  const a = [1, 2];
  const seen = [];
  for (const x of a) {
    seen.push(x);
    if (a.length < 5) a.push(x * 10);
  }
  return [seen, a];
}

export function forInOverObject() {
  const seen = [];
  for (const key in { b: 1, 2: 'x', a: 2, 1: 'y' }) seen.push(key);
  return seen;
}

export function forInOverArray() {
  const seen = [];
  for (const i in ['x', 'y']) seen.push(i, typeof i);
  return seen;
}

export function forInSeesInherited() {
  const parent = { a: 1 };
  const child = Object.create(parent);
  child.b = 2;
  const seen = [];
  for (const k in child) seen.push(k);
  return [seen, Object.keys(child)];
}

export function labelledBreak() {
  const seen = [];
  outer: for (let i = 0; i < 3; i++) {
    for (let j = 0; j < 3; j++) {
      if (i + j === 3) break outer;
      seen.push(`${i}${j}`);
    }
  }
  return seen;
}

export function labelledContinue() {
  const seen = [];
  rows: for (const row of [[1, 2], [0, 3], [4]]) {
    for (const x of row) {
      if (x === 0) continue rows;
      seen.push(x);
    }
    seen.push('|');
  }
  return seen;
}

export function labelledBlock() {
  const seen = [];
  block: {
    seen.push(1);
    if (seen.length === 1) break block;
    seen.push(2);
  }
  seen.push(3);
  return seen;
}

export function continueInWhile() {
  let i = 0;
  let sum = 0;
  while (i < 6) {
    i++;
    if (i === 3) continue;
    sum += i;
  }
  return sum;
}

export function switchCases(n = 2) {
  switch (n) {
    case 1:
      return 'one';
    case 2:
      return 'two';
    default:
      return 'many';
  }
}

export function switchFallsThrough(n = 1) {
  const seen = [];
  switch (n) {
    case 0:
      seen.push('zero');
    case 1:
      seen.push('one');
    case 2:
      seen.push('two');
      break;
    default:
      seen.push('other');
  }
  return seen;
}

export function switchDefaultInTheMiddle() {
  const go = (x) => {
    const seen = [];
    switch (x) {
      case 'a':
        seen.push('a');
      default:
        seen.push('default');
      case 'b':
        seen.push('b');
    }
    return seen.join();
  };
  return [go('a'), go('b'), go('c')];
}

export function switchIsStrict() {
  const kind = (x) => {
    switch (x) {
      case 1:
        return 'number';
      case '1':
        return 'text';
      case null:
        return 'null';
      case undefined:
        return 'undefined';
    }
    return 'none';
  };
  return [kind(1), kind('1'), kind(null), kind(), kind(NaN)];
}

export function switchTrue(n = 5) {
  switch (true) {
    case n < 3:
      return 'low';
    case n < 6:
      return 'middle';
    default:
      return 'high';
  }
}

export function switchInLoop() {
  const seen = [];
  for (const c of 'abca') {
    switch (c) {
      case 'a':
        continue;
      case 'b':
        seen.push('B');
        break;
      default:
        seen.push(c);
    }
    seen.push('.');
  }
  return seen.join('');
}

export function switchScopes() {
  switch (1) {
    case 0:
      let x = 'zero';
    case 1:
      x = 'one';
      return x;
  }
}

export function loopWithoutBody() {
  let i = 0;
  for (; i < 5; i++);
  return i;
}

export function loopWithoutParts() {
  let i = 0;
  for (;;) {
    if (i++ > 3) break;
  }
  return i;
}

export function earlyReturnInLoop(n = 3) {
  for (let i = 0; i < 10; i++) {
    if (i * i >= n) return i;
  }
  return -1;
}

export function nestedLoops(n = 3) {
  const rows = [];
  for (let i = 0; i < n; i++) {
    const row = [];
    for (let j = 0; j <= i; j++) row.push(i * j);
    rows.push(row);
  }
  return rows;
}

export function sieve() {
  const composite = new Set();
  const primes = [];
  for (let i = 2; i < 20; i++) {
    if (composite.has(i)) continue;
    primes.push(i);
    for (let j = i * i; j < 20; j += i) composite.add(j);
  }
  return primes;
}

export function correlatedConditions(n = 3) {
  let state = 'none';
  if (n > 2) state = 'big';
  let other = 0;
  if (n > 2) other = state.length;
  else other = -1;
  return [state, other];
}

export function excludedMiddle(n = 3) {
  const parts = [];
  if (n === 3) parts.push('three');
  if (n !== 3) parts.push('not three');
  return parts;
}

export function joinOfObjects(n = 3) {
  const o = { kind: 'base' };
  if (n > 2) o.extra = n;
  else o.kind = 'small';
  return [o.kind, o.extra, 'extra' in o];
}

export function joinOfKeys(n = 3) {
  const o = {};
  if (n > 2) {
    o.a = 1;
    o.b = 2;
  } else {
    o.b = 2;
    o.a = 1;
  }
  return Object.keys(o);
}

export function joinOfArrays(n = 3) {
  const a = [1];
  if (n > 2) a.push(2, 3);
  return [a, a.length];
}

export function joinOfFunctions(n = 3) {
  const f = n > 2 ? (x) => x + 1 : (x) => x * 10;
  return f(5);
}

export function largestOf(n = 3, m = 4) {
  let best = n;
  if (m > best) best = m;
  return [best, Math.max(n, m), Math.min(n, m)];
}

export function boundedLoopOnInput(n = 3) {
  let size = 64;
  for (let i = 0; i < n; i++) size = Math.floor(size / 2);
  return size;
}

export function filledInLoop(n = 3) {
  const a = [];
  for (let i = 0; i < n; i++) a.push(i * 2);
  return [a.length, a];
}

export function searchedInLoop(n = 3) {
  const a = [5, 3, 8, 3];
  let found = -1;
  for (let i = 0; i < a.length; i++) {
    if (a[i] === n) {
      found = i;
      break;
    }
  }
  return found;
}

export function stateMachine(n = 4) {
  let state = 'start';
  const path = [];
  for (let i = 0; i < n; i++) {
    path.push(state);
    state = state === 'start' ? 'run' : state === 'run' ? 'stop' : 'start';
  }
  return [state, path.length];
}

export function indexWrittenInLoop(n = 3) {
  const a = [];
  for (let i = 0; i < n; i++) a[i] = i + 1;
  return a;
}

export function writtenAtInput(n = 1) {
  const a = ['x', 'y', 'z'];
  a[n] = 'new';
  return a;
}

export function readAtInput(n = 1) {
  const a = ['x', 'y', 'z'];
  return a[n];
}

export function keyFromInput(n = 1) {
  const o = { 1: 'one', 2: 'two' };
  o[n] = 'changed';
  return [o[1], o[2], o[3]];
}

export function oneSideThatCannotBe(n = 3) {
  if (n === 1 ? n !== 0 : true) {
    if (n !== 0) return 1;
  }
  return 2;
}

export function sidesThatAreAll(n = 3) {
  if (n === 1 || n === 2 || n > 2 || n === 0) {
    if (n !== 0) return 1;
  }
  return 2;
}

export function returnsBesideWhatThrows(n = 3) {
  const run = () => {
    if (n > 5) throw new RangeError('too many');
    else if (n !== 0) return 1;
    return 2;
  };
  try {
    return run();
  } catch (error) {
    return error.name;
  }
}

export function returnsInWhatIsThrownAgain(n = 3) {
  try {
    if (n !== 0) return 1;
  } catch (error) {
    throw error;
  }
  return 2;
}
