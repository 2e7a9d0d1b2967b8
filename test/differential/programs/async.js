// Async functions, promises, async iteration. What is asynchronous runs in order here: no program observes more.

export async function awaits(n = 2) {
  const x = await Promise.resolve(n);
  const y = await 3;
  return [x, y];
}

export async function asyncArrow() {
  const f = async (x) => x * 2;
  return [await f(2), f(1) instanceof Promise];
}

export async function asyncMethods() {
  class A {
    async load() {
      this.data = await Promise.resolve([1]);
      return this;
    }
    static async make() {
      return new A().load();
    }
  }
  return (await A.make()).data;
}

export async function thenChains() {
  return Promise.resolve(1)
    .then((x) => x + 1)
    .then((x) => Promise.resolve(x * 10))
    .then((x) => ({ x }));
}

export async function rejections() {
  try {
    await Promise.reject(new Error('no'));
  } catch (error) {
    return error.message;
  }
}

export async function asyncThrows() {
  const f = async () => {
    throw new TypeError('inside');
  };
  try {
    await f();
    return 'not reached';
  } catch (error) {
    return error.name;
  }
}

export async function catchHandlers() {
  const a = await Promise.reject(1).catch((x) => x + 1);
  const b = await Promise.resolve(5).catch(() => 0);
  const c = await Promise.reject('r').then(
    () => 'fulfilled',
    (r) => 'rejected ' + r,
  );
  return [a, b, c];
}

export async function catchThenGoesOn() {
  return Promise.reject(new Error('x'))
    .then(() => 'skipped')
    .catch((e) => e.message)
    .then((m) => m + '!');
}

export async function throwInThen() {
  return Promise.resolve(1)
    .then(() => {
      throw new RangeError('t');
    })
    .catch((e) => e.name);
}

export async function finallyHandlers() {
  const log = [];
  const a = await Promise.resolve(1).finally(() => log.push('f'));
  const b = await Promise.reject(2)
    .finally(() => {
      log.push('g');
      return 9;
    })
    .catch((x) => x);
  return [a, b, log];
}

export async function all() {
  return Promise.all([1, Promise.resolve(2), (async () => 3)()]);
}

export async function allFails() {
  return Promise.all([1, Promise.reject(new Error('one'))]).catch((e) => e.message);
}

export async function allOfMapped() {
  return Promise.all([1, 2, 3].map(async (x) => x * x));
}

export async function allSettled() {
  return Promise.allSettled([1, Promise.reject('no'), Promise.resolve('yes')]);
}

export async function race() {
  return [await Promise.race([Promise.resolve('only')]), await Promise.race([Promise.resolve(1), Promise.resolve(2)])];
}

export async function any() {
  const first = await Promise.any([Promise.reject(1), Promise.resolve(2)]);
  const failed = await Promise.any([Promise.reject(1)]).catch((e) => [e.name, e.errors]);
  return [first, failed];
}

export async function newPromise() {
  const a = await new Promise((resolve) => resolve(1));
  const b = await new Promise((_, reject) => reject(new Error('bad'))).catch((e) => e.message);
  const c = await new Promise(() => {
    throw new Error('thrown');
  }).catch((e) => e.message);
  return [a, b, c];
}

export async function firstResolutionCounts() {
  return new Promise((resolve, reject) => {
    resolve('first');
    resolve('second');
    reject('third');
  });
}

export async function conditionalPromise(n = 3) {
  return new Promise((resolve, reject) => {
    if (n > 2) resolve('big');
    else reject(new Error('small'));
  }).catch((e) => e.message);
}

export async function thenables() {
  const thenable = {
    then(resolve) {
      resolve('from then');
    },
  };
  return [await thenable, await Promise.resolve(thenable)];
}

export async function awaitInLoops() {
  let sum = 0;
  for (const p of [Promise.resolve(1), 2, Promise.resolve(3)]) sum += await p;
  for (let i = 0; i < 3; i++) sum += await Promise.resolve(i);
  return sum;
}

export async function awaitInExpressions() {
  const o = { a: await 1, b: [await 2] };
  return (await Promise.resolve(o)).b[0] + (await o.a);
}

export async function forAwait() {
  const seen = [];
  for await (const x of [Promise.resolve(1), 2]) seen.push(x);
  return seen;
}

export async function asyncGenerators() {
  async function* numbers() {
    yield 1;
    const x = await Promise.resolve(2);
    yield x;
    yield Promise.resolve(3);
  }
  const seen = [];
  for await (const x of numbers()) seen.push(x);
  const g = numbers();
  return [seen, await g.next(), g.next() instanceof Promise];
}

export async function asyncIterators() {
  const source = {
    [Symbol.asyncIterator]() {
      let i = 0;
      return { next: async () => ({ value: i, done: i++ >= 3 }) };
    },
  };
  const seen = [];
  for await (const x of source) seen.push(x);
  return seen;
}

export async function asyncGeneratorFinally() {
  const log = [];
  async function* f() {
    try {
      yield 1;
      yield 2;
    } finally {
      log.push('closed');
    }
  }
  for await (const x of f()) {
    log.push(x);
    break;
  }
  return log;
}

export async function finallyInAsync() {
  const log = [];
  const f = async () => {
    try {
      await Promise.reject(new Error('e'));
    } catch (e) {
      log.push(e.message);
      return 'caught';
    } finally {
      log.push('finally');
    }
  };
  return [await f(), log];
}

export async function sequential() {
  const log = [];
  const step = async (name) => {
    log.push('start ' + name);
    await null;
    log.push('end ' + name);
    return name;
  };
  const a = await step('a');
  const b = await step('b');
  return [a, b, log];
}

export async function reduceOfPromises() {
  return [1, 2, 3].reduce(async (sum, x) => (await sum) + x, Promise.resolve(0));
}

export async function timersLater() {
  const x = await new Promise((resolve) => setTimeout(resolve, 0, 'later'));
  return x;
}

export async function timersWithCallback() {
  return new Promise((resolve) => setTimeout(() => resolve('called'), 0));
}

export async function errorPasses() {
  const inner = async () => {
    throw new Error('deep');
  };
  const outer = async () => {
    const x = await inner();
    return x;
  };
  return outer().catch((e) => e.message);
}

export async function conditionalRejection(n = 3) {
  const check = async (x) => {
    if (x > 2) throw new Error('large');
    return 'fine';
  };
  return check(n).catch((e) => e.message);
}

export function promiseIsNoValue() {
  const p = Promise.resolve(1);
  return [typeof p, p instanceof Promise, p === 1];
}
