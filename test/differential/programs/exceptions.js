// try, catch, finally, throw; exceptions by class.

export function caught() {
  try {
    throw new Error('boom');
  } catch (error) {
    return [error.message, error.name, error instanceof Error, String(error)];
  }
}

export function caughtWithoutName() {
  try {
    throw 1;
  } catch {
    return 'caught';
  }
}

export function anythingIsThrown() {
  const seen = [];
  for (const x of [1, 'text', null, undefined, { a: 1 }, [2]]) {
    try {
      throw x;
    } catch (error) {
      seen.push(error);
    }
  }
  return seen;
}

export function finallyRuns() {
  const log = [];
  const f = () => {
    try {
      log.push('try');
      return 'value';
    } finally {
      log.push('finally');
    }
  };
  return [f(), log];
}

export function finallyAfterThrow() {
  const log = [];
  try {
    try {
      throw new Error('inner');
    } finally {
      log.push('finally');
    }
  } catch (error) {
    log.push(error.message);
  }
  return log;
}

export function finallyOverridesReturn() {
  const f = () => {
    try {
      return 'try';
    } finally {
      return 'finally';
    }
  };
  return f();
}

export function finallyOverridesThrow() {
  const f = () => {
    for (;;) {
      try {
        throw new Error('lost');
      } finally {
        break;
      }
    }
    return 'after';
  };
  return f();
}

export function returnValueIsTakenBeforeFinally() {
  let x = 1;
  const f = () => {
    try {
      return x;
    } finally {
      x = 2;
    }
  };
  return [f(), x];
}

export function rethrown() {
  try {
    try {
      throw new TypeError('first');
    } catch (error) {
      throw new Error('second', { cause: error });
    }
  } catch (error) {
    return [error.message, error.cause.name, error.cause.message];
  }
}

export function byClass() {
  const kind = (f) => {
    try {
      return f();
    } catch (error) {
      if (error instanceof RangeError) return 'range';
      if (error instanceof TypeError) return 'type';
      throw error;
    }
  };
  return [
    kind(() => {
      throw new RangeError();
    }),
    kind(() => {
      throw new TypeError();
    }),
    kind(() => 'fine'),
  ];
}

export function throughCalls() {
  const log = [];
  const inner = () => {
    log.push('inner');
    throw new Error('deep');
  };
  const middle = () => {
    inner();
    log.push('not reached');
  };
  try {
    middle();
  } catch (error) {
    log.push(error.message);
  }
  return log;
}

export function conditional(n = 3) {
  try {
    if (n > 2) throw new Error('large');
    return 'small';
  } catch (error) {
    return error.message;
  }
}

export function conditionalInCallee(n = 3) {
  const check = (x) => {
    if (x > 2) throw new RangeError('too large');
    return x;
  };
  let result;
  try {
    result = check(n);
  } catch (error) {
    result = error.name;
  }
  return result;
}

export function conditionalWithFinally(n = 3) {
  const log = [];
  const f = () => {
    try {
      if (n > 2) return 'early';
      log.push('late');
    } finally {
      log.push('finally');
    }
    return 'end';
  };
  return [f(), log];
}

export function uncaught(n = 3) {
  if (n > 2) throw new RangeError('out of range');
  return n;
}

export function throwsAlways() {
  throw new SyntaxError('always');
}

export function inLoops() {
  const seen = [];
  for (let i = 0; i < 4; i++) {
    try {
      if (i === 1) continue;
      if (i === 2) throw new Error('two');
      seen.push(i);
    } catch (error) {
      seen.push(error.message);
    } finally {
      seen.push('f' + i);
    }
  }
  return seen;
}

export function breakRunsFinally() {
  const log = [];
  for (const x of [1, 2, 3]) {
    try {
      if (x === 2) break;
      log.push(x);
    } finally {
      log.push('f');
    }
  }
  return log;
}

export function patternInCatch() {
  try {
    throw { code: 5, info: { text: 't' } };
  } catch ({ code, info: { text } }) {
    return [code, text];
  }
}

export function variablesOfTheBlock() {
  let x = 'before';
  try {
    x = 'during';
    throw 0;
  } catch {
    x += ' caught';
  }
  return x;
}

export function errorsWithoutNew() {
  const e = Error('made');
  return [e instanceof Error, e.message, TypeError('t').name];
}

export function errorProperties() {
  const e = new Error('m');
  e.code = 'E1';
  return [Object.keys(e), 'message' in e, Object.hasOwn(e, 'message'), JSON.stringify(e), e.toString()];
}

export function errorWithoutMessage() {
  const e = new TypeError();
  return [e.message, Object.hasOwn(e, 'message'), String(e)];
}

export function aggregateErrors() {
  const e = new AggregateError([new Error('a'), 2], 'many');
  return [e.message, e.errors.length, e.errors[0].message, e.name];
}

export function errorsOfTheLanguage() {
  const nameOf = (f) => {
    try {
      f();
      return 'none';
    } catch (error) {
      return error.name;
    }
  };
  return [
    nameOf(() => new Array(-1)),
    nameOf(() => 'x'.repeat(-1)),
    nameOf(() => JSON.parse('{')),
    nameOf(() => [].reduce((a, b) => a)),
    nameOf(() => 1n + 1),
    nameOf(() => Symbol() + ''),
    nameOf(() => (1).toFixed(200)),
    nameOf(() => BigInt(1.5)),
  ];
}

export function missingProperties() {
  const nameOf = (f) => {
    try {
      return f();
    } catch (error) {
      return error.name;
    }
  };
  return [nameOf(() => undefined.x), nameOf(() => ({}).a.b)];
}

export function exceptionsInCallbacks() {
  try {
    [1, 2, 3].forEach((x) => {
      if (x === 2) throw x;
    });
  } catch (error) {
    return error;
  }
}

export function exceptionsInGetters() {
  const o = {
    get bad() {
      throw new Error('getter');
    },
  };
  try {
    return o.bad;
  } catch (error) {
    return error.message;
  }
}

export function nestedFinally() {
  const log = [];
  try {
    try {
      log.push(1);
    } finally {
      log.push(2);
    }
  } finally {
    log.push(3);
  }
  return log;
}

export function asserts(n = 3) {
  const assert = (condition, message) => {
    if (!condition) throw new Error(message);
  };
  assert(n > 0, 'positive');
  return n > 0 ? 'yes' : 'no';
}

export function retries() {
  let attempts = 0;
  const flaky = () => {
    if (++attempts < 3) throw new Error('again');
    return 'done';
  };
  for (;;) {
    try {
      return [flaky(), attempts];
    } catch {}
  }
}
