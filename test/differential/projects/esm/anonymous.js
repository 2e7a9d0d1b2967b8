export default class {
  static kind = 'anonymous';
}
export const extra = 'x';
