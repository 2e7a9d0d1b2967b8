const { add } = require('./named.cjs');
const data = require('./data.json');
const inner = { list: [1, 2] };
module.exports = {
  x: 1,
  inner,
  twice: (n) => add(n, n),
  viaRequire() {
    const again = require('./named.cjs');
    return [again.add === add, data.key, typeof module, typeof exports];
  },
};
