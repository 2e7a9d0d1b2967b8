// Arrays: every method, holes, length.

export function literalsWithHoles() {
  const a = [1, , 3, ,];
  return [a, a.length, 1 in a, a[1]];
}

export function holesInMethods() {
  const a = [1, , 3];
  let visits = 0;
  a.forEach(() => visits++);
  return [visits, a.map((x) => x * 2), a.filter(() => true), [...a], a.join('-'), a.indexOf(undefined), a.includes(undefined), a.findIndex((x) => x === undefined), Object.keys(a)];
}

export function lengthWrites() {
  const a = [1, 2, 3];
  a.length = 1;
  a.length = 3;
  const b = [1, 2];
  b.length = 0;
  return [a, b];
}

export function writesBehindTheEnd() {
  const a = [];
  a[2] = 'c';
  return [a, a.length];
}

export function propertiesOfArrays() {
  const a = [1];
  a.label = 'x';
  a['1'] = 2;
  return [a.label, a.length, Object.keys(a)];
}

export function pushAndPop() {
  const a = [];
  return [a.push(1, 2), a.push(...[3, 4]), a.pop(), a, [].pop()];
}

export function shiftAndUnshift() {
  const a = [1, 2];
  return [a.unshift(8, 9), a.shift(), a, [].shift()];
}

export function splices() {
  const a = [1, 2, 3, 4, 5];
  const removed = a.splice(1, 2, 'x', 'y', 'z');
  const tail = a.splice(-2);
  return [a, removed, tail, a.splice(0, 0, 'first'), a];
}

export function slices() {
  const a = [1, 2, 3, 4];
  return [a.slice(), a.slice(1), a.slice(-2), a.slice(1, -1), a.slice(3, 1), a.slice(10)];
}

export function concats() {
  return [[1].concat([2, [3]], 4), [].concat('a', [], [[]]), [1, 2].concat()];
}

export function joins() {
  return [[1, null, undefined, 'a', [2, 3]].join(), [1, 2].join(''), [].join('x'), [[1, [2]], 3].toString(), [true].join('-')];
}

export function reversed() {
  const a = [1, 2, 3];
  const b = a.toReversed();
  const c = a.reverse();
  return [a, b, a === c];
}

export function sorts() {
  return [[3, 1, 10, 2].sort(), [3, 1, 10, 2].sort((a, b) => a - b), ['b', 'a', 'C'].sort(), [undefined, 3, 1].sort(), [3, 1].toSorted()];
}

export function stableSort() {
  const people = [{ n: 'a', k: 2 }, { n: 'b', k: 1 }, { n: 'c', k: 2 }, { n: 'd', k: 1 }];
  return people.sort((x, y) => x.k - y.k).map((p) => p.n);
}

export function indexSearches() {
  const a = [1, 2, 3, 2];
  return [a.indexOf(2), a.lastIndexOf(2), a.indexOf(9), a.indexOf(2, 2), a.indexOf(1, -3), a.lastIndexOf(2, 2), a.includes(3), a.includes(1, 1), a.includes('1')];
}

export function finds() {
  const a = [{ n: 1 }, { n: 2 }, { n: 3 }];
  return [a.find((x) => x.n > 1), a.findIndex((x) => x.n > 5), a.findLast((x) => x.n < 3).n, a.findLastIndex((x) => x.n), a.find(() => false)];
}

export function findLastRunsBackwards() {
  const seen = [];
  [1, 2, 3, 4].findLast((x, i) => {
    seen.push(x, i);
    return x === 3;
  });
  return seen;
}

export function someAndEvery() {
  return [[1, 2].some((x) => x > 1), [].some(() => true), [1, 2].every((x) => x > 1), [].every(() => false)];
}

export function someStopsEarly() {
  let calls = 0;
  [1, 2, 3].some((x) => ++calls && x === 2);
  [1, 2, 3].every((x) => ++calls && x < 1);
  return calls;
}

export function mapsAndFilters() {
  const a = [1, 2, 3, 4];
  return [a.map((x, i, all) => x * i + all.length), a.filter((x) => x % 2 === 0), a.filter(Boolean).map(String), ['1', '2', '3'].map(Number), ['1', '2', '3'].map(parseInt)];
}

export function reduces() {
  const a = [1, 2, 3];
  return [a.reduce((s, x) => s + x), a.reduce((s, x, i) => s + x * i, 10), a.reduceRight((s, x) => s + '-' + x), [5].reduce(() => 'never'), [].reduce((s) => s, 'start')];
}

export function flats() {
  return [[1, [2, [3, [4]]]].flat(), [1, [2, [3, [4]]]].flat(Infinity), [[], [[]]].flat(), [1, 2].flatMap((x) => [x, [x]]), [1, , [2, , 3]].flat()];
}

export function fills() {
  return [new Array(3).fill(0), [1, 2, 3, 4].fill('x', 1, 3), [1, 2, 3].fill(9, -1), Array(2).fill([])];
}

export function fillSharesObjects() {
  const rows = Array(2).fill([]);
  rows[0].push(1);
  return rows;
}

export function arrayFrom() {
  return [Array.from('abc'), Array.from({ length: 3 }, (_, i) => i * 2), Array.from(new Set([1, 1, 2])), Array.from([1, 2], (x) => x + 1), Array.from({ length: 2, 0: 'a', 1: 'b' }), Array.from({})];
}

export function arrayConstructors() {
  return [Array(3).length, new Array(2, 3), Array.of(3), [...Array(2)], [...Array(3).keys()], Array.isArray(Array(1)), Array('2')];
}

export function isArray() {
  return [[], {}, 'a', null, { length: 1 }, new Array(1)].map(Array.isArray);
}

export function atMethod() {
  const a = [1, 2, 3];
  return [a.at(0), a.at(-1), a.at(5), a.at(-5), a.at(1.9), 'xyz'.at(-1)];
}

export function copyWithin() {
  return [[1, 2, 3, 4, 5].copyWithin(0, 3), [1, 2, 3, 4, 5].copyWithin(1, 3, 4), [1, 2, 3].copyWithin(-1, 0)];
}

export function copyingMethods() {
  const a = [3, 1, 2];
  return [a.toSorted(), a.toReversed(), a.toSpliced(1, 1, 'x', 'y'), a.with(0, 9), a.with(-1, 8), a];
}

export function iterations() {
  const a = ['x', 'y'];
  return [[...a.keys()], [...a.values()], [...a.entries()], Array.from(a.entries(), ([i, v]) => v + i)];
}

export function callbacksThatChange() {
  const a = [1, 2, 3];
  const seen = [];
  a.forEach((x, i) => {
    seen.push(x);
    if (i === 0) {
      a.pop();
      a[1] = 'changed';
    }
  });
  return [seen, a];
}

export function mapWhilePushing() {
  const a = [1, 2];
  const b = a.map((x) => {
    a.push(x);
    return x * 2;
  });
  return [a, b];
}

export function nested() {
  const grid = Array.from({ length: 2 }, (_, i) => Array.from({ length: 3 }, (_, j) => i * 3 + j));
  grid[1][2] = 'x';
  return [grid, grid.map((row) => row.length), grid[0].map((_, j) => grid.map((row) => row[j]))];
}

export function stacksAndQueues() {
  const queue = [1, 2, 3];
  const seen = [];
  while (queue.length > 0) {
    const x = queue.shift();
    seen.push(x);
    if (x === 2) queue.push(7);
  }
  return seen;
}

export function destructuredSwap() {
  const a = [1, 2, 3];
  [a[0], a[2]] = [a[2], a[0]];
  return a;
}

export function comparisonsOfArrays() {
  const [a, b] = [[1, 2], [1, 2]];
  return [a === b, a.toString() === b.toString(), a.every((x, i) => x === b[i]), JSON.stringify(a) === JSON.stringify(b)];
}

export function identityInArrays() {
  const o = { n: 1 };
  const a = [o, o, { n: 1 }];
  a[0].n = 2;
  return [a, a.indexOf(o), a.lastIndexOf(o), new Set(a).size];
}

export function chunks(n = 2) {
  const a = [1, 2, 3, 4, 5];
  const out = [];
  for (let i = 0; i < a.length; i += 2) out.push(a.slice(i, i + 2));
  return [out, a.slice(0, n), a.slice(n)];
}

export function symbolicLengths(n = 3) {
  const a = new Array(n).fill(1);
  const b = Array.from({ length: n }, (_, i) => i);
  return [a.length, b.length, a.concat(b).length, a.map((x) => x + 1).length, [...a, 0].length];
}

export function symbolicContents(n = 3) {
  return [Array(n).fill('x'), [n, n + 1].map((x) => x * 2), [1, 2, 3].slice(0, n).length];
}

export function reduceOfInputs(n = 3, m = 2) {
  const shape = [n, m, 4];
  return [shape.reduce((a, b) => a * b, 1), shape.map((d, i) => (i === 1 ? 1 : d)), Math.max(...shape), shape.at(-1), shape.indexOf(4)];
}

export function sortOfInputs(n = 3) {
  return [5, n, 1].sort((a, b) => a - b)[0];
}

export function prototypeMethods() {
  const list = (...args) => Array.prototype.slice.call(args, 1);
  return [list(1, 2, 3), Array.prototype.concat.call([], [1], 2), [].map.call('ab', (c) => c + c), Array.prototype.join.call({ length: 2, 0: 'a', 1: 'b' }, '+')];
}

export function callbackIndexAndThis() {
  const o = { base: 10 };
  return ['a', 'b'].map(function (x, i) {
    return x + (this.base + i);
  }, o);
}

export function binarySearch() {
  const a = [1, 3, 5, 7, 9, 11];
  const find = (x) => {
    let [low, high] = [0, a.length - 1];
    while (low <= high) {
      const middle = (low + high) >> 1;
      if (a[middle] === x) return middle;
      if (a[middle] < x) low = middle + 1;
      else high = middle - 1;
    }
    return -1;
  };
  return [find(7), find(4), find(1)];
}

export function bubbleSort() {
  const a = [4, 2, 5, 1];
  for (let i = 0; i < a.length; i++) {
    for (let j = 0; j < a.length - 1 - i; j++) {
      if (a[j] > a[j + 1]) [a[j], a[j + 1]] = [a[j + 1], a[j]];
    }
  }
  return a;
}

export function transposed() {
  const m = [[1, 2, 3], [4, 5, 6]];
  return m[0].map((_, j) => m.map((row) => row[j]));
}

export function quickSort() {
  const sort = ([pivot, ...rest]) =>
    pivot === undefined ? [] : [...sort(rest.filter((x) => x < pivot)), pivot, ...sort(rest.filter((x) => x >= pivot))];
  return sort([3, 1, 2, 5, 4]);
}

export function writtenAtEither(n = 3) {
  const list = [1, 2, 3];
  const index = n > 2 ? 2 : 1;
  list[index] = n;
  const table = { a: 1, b: 2 };
  table[n > 4 ? 'a' : 'b'] = n;
  return [list, table];
}

export function orderBesideNaN(n = 3) {
  const list = [n, 1, 5, Number(`x${n}`), 2].sort((a, b) => a - b);
  return [list.length, Number('x') === Number('x')];
}

export function elementOfMaybeShort(n = 1) {
  const list = [];
  if (n > 2) list.push(n);
  return [list.at(1) ?? 0, list.at(0) ?? 7, list.length];
}

export function placesInWhatHasNoOrder() {
  const list = [Number('none'), 3].sort((a, b) => a - b);
  return [list.indexOf(3), list.includes(3), list[0] === 3 || list[1] === 3];
}
