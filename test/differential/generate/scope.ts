/** What a generated program can name at some place, and the draws that choose among it. */
import { seededRandom } from '../../../scripts/random.ts';

export type Kind = 'number' | 'text' | 'list' | 'record' | 'map' | 'set' | 'boolean';

/** Draws from a seed; what is drawn depends on nothing else. */
export class Draw {
  readonly #next: () => number;

  constructor(seed: number) {
    this.#next = seededRandom(seed);
  }

  /** A whole number below a bound. */
  below(bound: number): number {
    return Math.floor(this.#next() * bound);
  }

  chance(share: number): boolean {
    return this.#next() < share;
  }

  one<T>(choices: readonly T[]): T {
    const chosen = choices[this.below(choices.length)];
    if (chosen === undefined) throw new Error('nothing to choose from');
    return chosen;
  }
}

interface Variable {
  readonly name: string;
  readonly kind: Kind;
  readonly isConstant: boolean;
}

interface Helper {
  readonly name: string;
  readonly parameters: readonly Kind[];
  readonly result: Kind;
}

/** Names in scope. Inner scopes see outer ones. */
export class Names {
  readonly draw: Draw;
  readonly parent: Names | null;
  readonly variables: Variable[] = [];
  readonly helpers: Helper[] = [];
  readonly #counter: { next: number };
  /** Labels of the loops around, from the outside in; `null` for a loop without one. */
  readonly loops: readonly (string | null)[];
  readonly inFunction: boolean;

  constructor(draw: Draw, parent: Names | null = null, place: Partial<Pick<Names, 'loops' | 'inFunction'>> = {}) {
    this.draw = draw;
    this.parent = parent;
    this.#counter = parent === null ? { next: 0 } : parent.#counter;
    this.loops = place.loops ?? parent?.loops ?? [];
    this.inFunction = place.inFunction ?? parent?.inFunction ?? false;
  }

  inner(place: Partial<Pick<Names, 'loops' | 'inFunction'>> = {}): Names {
    return new Names(this.draw, this, place);
  }

  fresh(prefix: string): string {
    return `${prefix}${this.#counter.next++}`;
  }

  declare(kind: Kind, isConstant = false): string {
    const name = this.fresh(kind.charAt(0));
    this.variables.push({ name, kind, isConstant });
    return name;
  }

  /** A variable of a kind; `null` where there is none. */
  pick(kind: Kind, isWritten = false): string | null {
    const found = this.all().filter((one) => one.kind === kind && !(isWritten && one.isConstant));
    return found.length === 0 ? null : this.draw.one(found).name;
  }

  pickHelper(result: Kind): Helper | null {
    const found = this.allHelpers().filter((one) => one.result === result);
    return found.length === 0 ? null : this.draw.one(found);
  }

  all(): readonly Variable[] {
    return this.parent === null ? this.variables : [...this.parent.all(), ...this.variables];
  }

  allHelpers(): readonly Helper[] {
    return this.parent === null ? this.helpers : [...this.parent.allHelpers(), ...this.helpers];
  }
}
