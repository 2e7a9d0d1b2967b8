// Which of several objects a program means: lists of unknown length, elements at unknown indices, copies and shares.

export function elementsAreTwo(n = 3) {
  const list = Array.from({ length: n + 2 }, () => ({}));
  const [first, second] = list;
  return [list[0] === list[1], list[0] === list[0], first === second, list.includes(second), list.indexOf(list[1])];
}

export function numbersByIndex(n = 3) {
  const list = Array.from({ length: n + 2 }, (_, index) => index * 2);
  return [list[0] === list[1], list[0] < list[1], list[1] - list[0], new Set(list).size, list.at(-1) === list[0]];
}

export function fieldsByIndex(n = 3) {
  const list = Array.from({ length: n + 2 }, (_, index) => ({ x: index, isOdd: index % 2 === 1 }));
  return [list[0].x === list[1].x, list[1].x - list[0].x, list[0].isOdd === list[1].isOdd];
}

export function pushToOne(n = 3) {
  const list = Array.from({ length: n + 2 }, () => []);
  list[0].push(1);
  return [list[0].length, list[1].length];
}

export function pushToEach(n = 3) {
  const list = Array.from({ length: n + 1 }, () => []);
  for (let i = 0; i < n + 1; i++) list[i].push(i);
  list.forEach((one) => one.push(7));
  for (const one of list) one.push(8);
  return [list[0].length, list[n].length];
}

export function pushToSome(n = 3) {
  const list = Array.from({ length: n + 2 }, () => []);
  for (let i = 0; i < n; i++) list[i].push(i);
  return [list[0].length, list[n].length];
}

export function writeToOne(n = 3) {
  const list = Array.from({ length: n + 2 }, () => ({ x: 0, inner: { y: 1 } }));
  list[1].x = 5;
  list[0].inner.y = 2;
  list[1].more = true;
  return [list[0].x, list[1].x, list[0].inner.y, list[1].inner.y, list[0].more, 'more' in list[1]];
}

export function writeToFound(n = 3) {
  const list = Array.from({ length: n + 2 }, (_, index) => ({ index, x: 0 }));
  const found = list.find((one) => one.index === 1);
  found.x = 7;
  return [list[0].x, list[1].x, found.x];
}

export function writeToFiltered(n = 3) {
  const list = Array.from({ length: n + 2 }, (_, index) => ({ index, x: 0 }));
  list.filter((one) => one.index > 0).forEach((one) => (one.x = 7));
  return [list[0].x, list[1].x];
}

export function writeToSlice(n = 3) {
  const list = Array.from({ length: n + 2 }, () => []);
  list.slice(1, n).forEach((one) => one.push(1));
  return [list[0].length, list[1].length];
}

export function writeUntilFound(n = 3) {
  const list = Array.from({ length: n + 2 }, (_, index) => ({ index, x: 0 }));
  for (const one of list) {
    one.x = 1;
    if (one.index === 0) break;
  }
  return list.map((one) => one.x);
}

export function lastOneMade(n = 3) {
  const list = [];
  let last = null;
  for (let i = 0; i < n + 2; i++) {
    last = { x: 0 };
    list.push(last);
  }
  last.x = 1;
  return [list[0].x, list[n + 1].x, last === list[0], last === list[n + 1]];
}

export function buckets(n = 4) {
  const groups = [[], [], []];
  groups[n % 3].push(5);
  return groups.map((one) => one.length);
}

export function bucketsInLoop(n = 4) {
  const groups = [[], [], []];
  for (let i = 0; i < n; i++) groups[i % 3].push(i);
  return groups.map((one) => one.length);
}

export function bucketThenItself(n = 4) {
  const groups = [[], [], []];
  const one = groups[n % 3];
  groups[0].push(1);
  groups[1].push(1);
  groups[2].push(1);
  return [one.length, one === groups[0], one === groups[n % 3]];
}

export function entryOfMap(n = 1) {
  const map = new Map([[0, [1]], [1, [2]], [2, []]]);
  map.get(n)?.push(9);
  return [map.get(0).length, map.get(1).length, map.get(2).length];
}

export function groupedByKey(n = 4) {
  const groups = {};
  for (let i = 0; i < n; i++) (groups[i % 2 === 0 ? 'even' : 'odd'] ??= []).push(i);
  return groups;
}

export function sortedByUnknownOrder(n = 3) {
  const list = [{ x: 1 }, { x: 2 }, { x: 3 }].sort((a, b) => (a.x - b.x) * (n - 2));
  const [first, second] = list;
  first.y = 1;
  return [first === second, second.y, list.length];
}

export function sortedNumbers(n = 3, m = 2) {
  const list = [n, m, 3].sort((a, b) => a - b);
  return [list[0] === list[1], new Set(list).size, list.length];
}

export function joinedLists(n = 3) {
  const a = [1];
  const b = [2, 3];
  const list = n > 2 ? [a] : [a, b];
  list[0].push(4);
  a.push(5);
  return [a.length, b.length, list[0].length, list.length];
}

export function filledWithOne(n = 3) {
  const shared = [];
  const list = new Array(n + 1).fill(shared);
  list[0].push(1);
  return [shared.length, list[0] === shared, list.at(-1).length];
}

export function counters(n = 4) {
  const counts = new Array(n + 1).fill(0);
  for (let i = 0; i < n; i++) counts[i % 2] += 1;
  return counts;
}

export function collections(n = 3) {
  const list = Array.from({ length: n + 2 }, () => new Map());
  list[0].set('a', 1);
  return [list[0].size, list[1].size, list[1].has('a')];
}

export function instances(n = 3) {
  class Layer {
    constructor(units) {
      this.units = units;
      this.kernel = null;
    }
    build(width) {
      this.kernel = [width, this.units];
    }
  }
  const layers = Array.from({ length: n + 1 }, () => new Layer(4));
  layers[0].build(2);
  const isBuilt = layers.map((one) => one.kernel !== null);
  layers.forEach((one) => one.build(3));
  return [isBuilt, layers[0].kernel, layers[n].kernel];
}

export function sameTwice(n = 1) {
  const rows = [[1], [2], [3], [4], [5], [6]];
  const one = rows[n % 6];
  one.push(0);
  return [rows.map((row) => row.length), one.length, rows[n % 6] === one];
}

export function concatenatedOneOfTwo(n = 3, m = 2) {
  const part = n === m ? [4, 4, 0] : [5];
  return [[1].concat(part, m), [].concat(n > 2 ? [n] : n)];
}
