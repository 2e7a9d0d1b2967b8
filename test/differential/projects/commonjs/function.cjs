function make(name) {
  return { name, made: true };
}
make.label = 'maker';
module.exports = make;
