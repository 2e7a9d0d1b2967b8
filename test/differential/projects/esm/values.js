export const one = 1;
export let counter = 0;
export function up() {
  counter++;
  return counter;
}
export class Box {
  constructor(v) {
    this.v = v;
  }
}
const hidden = 'h';
export { hidden as shown, hidden as 'quoted name' };
export const { a, b: [c, ...others] } = { a: 'a', b: ['c', 'd', 'e'] };
export default function named() {
  return 'default ' + hidden;
}
