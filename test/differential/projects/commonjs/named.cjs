exports.version = '1';
exports.add = function (a, b) {
  return a + b;
};
module.exports.late = exports.version + '.0';
