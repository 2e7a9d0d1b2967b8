export interface Options {
  width: number;
  height: number;
}
export enum Kind {
  Circle,
  Square,
}
export type Shape = { kind: Kind; side: number };
export const area = ({ side }: Shape): number => side ** 2;
export namespace Units {
  export const pixel = 'px';
  export function scale(n: number): string {
    return n + pixel;
  }
}
