// What can be iterated, and what throws.

const THINGS = [5, true, Symbol('s'), function two(a, b) {}, () => 1, class {}, Promise.resolve(1), {}, 10n, Math.max];

/** The names of what a function throws for each of some things, or what it gives. */
function outcomes(run, things = THINGS) {
  return things.map((thing) => {
    try {
      return run(thing);
    } catch (error) {
      return error.name;
    }
  });
}

export function patternsOfDeclarations() {
  return outcomes((thing) => {
    const [a] = thing;
    return a;
  });
}

export function emptyPatterns() {
  return outcomes((thing) => {
    const [] = thing;
    return 'taken';
  });
}

export function patternsWithRest() {
  return outcomes((thing) => {
    const [a, ...rest] = thing;
    return [a, rest];
  });
}

export function patternsOfAssignments() {
  return outcomes((thing) => {
    let a = 1;
    let rest = [];
    [a, ...rest] = thing;
    return [a, rest];
  });
}

export function patternsOfParameters() {
  return outcomes((thing) => (([a]) => a)(thing));
}

export function patternsInPatterns() {
  return outcomes((thing) => {
    const {
      value: [a],
    } = { value: thing };
    return a;
  });
}

export function patternsOfLoops() {
  return outcomes((thing) => {
    const seen = [];
    for (const [a] of [thing]) seen.push(a);
    return seen;
  });
}

export function spreadsInArrays() {
  return outcomes((thing) => [...thing]);
}

export function spreadsInCalls() {
  return outcomes((thing) => Math.max(...thing));
}

export function spreadsInConstructions() {
  return outcomes((thing) => new Array(...thing));
}

export function spreadsInObjects() {
  return outcomes((thing) => Object.keys({ ...thing }), [5, true, 10n, () => 1, 'ab', null, undefined, [3]]);
}

export function loops() {
  return outcomes((thing) => {
    let turns = 0;
    for (const one of thing) turns++;
    return turns;
  });
}

export function delegation() {
  return outcomes((thing) => {
    function* all() {
      yield* thing;
    }
    return [...all()];
  });
}

export function loopsOfGenerators() {
  return outcomes((thing) => {
    function* all() {
      for (const one of thing) yield one;
    }
    return [...all()];
  });
}

export function collections() {
  return [outcomes((thing) => new Set(thing).size), outcomes((thing) => new Map(thing).size)];
}

export function entriesThatAreNone() {
  return [outcomes((thing) => Object.fromEntries(thing)), outcomes(() => new Map([1]).size, [0])];
}

export function arraysFromThings() {
  return outcomes((thing) => Array.from(thing), [5, true, Symbol('s'), Promise.resolve(1), {}, 10n, 'ab']);
}

export function arraysFromFunctions() {
  return outcomes((thing) => Array.from(thing).length, [function two(a, b) {}, () => 1, class {}]);
}

export function typedArraysFromThings() {
  return outcomes((thing) => Float32Array.from(thing).length, [5, true, {}, [1, 2]]);
}

export function methodsOnThings() {
  return outcomes((thing) => Array.prototype.map.call(thing, (x) => x), [5, true, {}, 'ab']);
}

export function appliedToThings() {
  return outcomes((thing) => Math.max.apply(null, thing), [5, true, 'ab', [1, 2], null, undefined]);
}

export async function promisesOfThings() {
  const found = [];
  for (const thing of [5, true, {}, () => 1]) {
    const promise = Promise.all(thing);
    found.push(typeof promise.then);
    try {
      found.push(await promise);
    } catch (error) {
      found.push(error.name);
    }
    found.push((await Promise.allSettled([Promise.race(thing)]))[0].status);
  }
  return found;
}

export function nothingBehindTheThrow() {
  const log = [];
  const note = (name) => {
    log.push(name);
    return name;
  };
  try {
    const [a = note('a'), b = note('b')] = 5;
  } catch (error) {
    log.push(error.name);
  }
  try {
    const [c = (() => {
      throw new RangeError('c');
    })(), d = note('d')] = [];
  } catch (error) {
    log.push(error.name);
  }
  try {
    const {
      e = (() => {
        throw new RangeError('e');
      })(),
      f = note('f'),
    } = {};
  } catch (error) {
    log.push(error.name);
  }
  let g;
  let h = 'before';
  try {
    [
      g = (() => {
        throw new RangeError('g');
      })(),
      h = note('h'),
    ] = [];
  } catch (error) {
    log.push(error.name);
  }
  try {
    ({
      g = (() => {
        throw new RangeError('g');
      })(),
      h = note('h'),
    } = {});
  } catch (error) {
    log.push(error.name);
  }
  return [log, g, h];
}

export function classesThatIterate() {
  class Numbers {
    static *[Symbol.iterator]() {
      yield 1;
      yield 2;
    }
  }
  const [a, b] = Numbers;
  return [a, b, [...Numbers]];
}

export function functionsThatIterate() {
  const f = () => 0;
  f[Symbol.iterator] = function* () {
    yield 7;
  };
  const [a] = f;
  return [a, [...f]];
}

export function lengthsAreNotIterable(n = 4) {
  return outcomes(
    (thing) => {
      const [a] = thing;
      return a;
    },
    [n, n * 2, n > 2],
  );
}

export function arraysThatChangeWhileTheirIteratorsRun(n = 3) {
  const log = [];
  const list = [1, 2, n];
  for (const x of list.values()) {
    log.push(x);
    if (list.length < 6) list.push(x * 10);
  }
  for (const [index, x] of list.entries()) {
    if (index === 0) list.length = 2;
    log.push(index, x);
  }
  const iterator = list[Symbol.iterator]();
  log.push(iterator.next().value);
  list.push(7);
  log.push([...iterator], iterator.next().done);
  list.push(8);
  log.push(iterator.next().done);
  return log;
}

export function generatorsOverWhatChanges() {
  function* growing(list) {
    for (const x of list) {
      if (list.length < 6) list.push(x + 5);
      yield x;
    }
  }
  function* counting(set) {
    for (const x of set) {
      if (x < 4) set.add(x + 1);
      yield x;
    }
  }
  return [[...growing([1, 2, 3])], [...counting(new Set([1]))]];
}
