/** A random program: a function of inputs that returns all that it computed. */

import { Draw, Names } from './scope.ts';
import { type Piece, statements, textOfPieces } from './statements.ts';

export interface Generated {
  readonly pieces: readonly Piece[];
  /** Parameters of type number. */
  readonly inputs: readonly string[];
}

export function generate(seed: number): Generated {
  const draw = new Draw(seed);
  const inputs = draw.chance(0.35) ? (draw.chance(0.5) ? ['n'] : ['n', 'm']) : [];
  const names = new Names(draw);
  for (const name of inputs) names.variables.push({ name, kind: 'number', isConstant: false });
  const pieces = statements(names, 2, 5);
  return { pieces: [...pieces, result(names)], inputs };
}

/** What is still in scope at the end. */
function result(names: Names): Piece {
  const seen = names.variables.map(({ name }) => name);
  const text = `return { ${seen.join(', ')} };`;
  return { blocks: [], write: () => text };
}

/** The body of the function: an exception is a result too. */
export function bodyOf({ pieces }: Generated): string {
  const text = textOfPieces(pieces);
  return `const log = [];\nlet turns = 0;\nconst run = () => {\n${text}\n};\ntry {\nreturn { log, result: run() };\n} catch (error) {\nreturn { log, threw: error.name };\n}`;
}

/** Smaller programs: each without one of the statements, or with what stands in it in its place. */
export function* smaller(program: Generated): Generator<Generated> {
  for (const pieces of smallerLists(program.pieces)) yield { ...program, pieces };
}

function* smallerLists(pieces: readonly Piece[]): Generator<readonly Piece[]> {
  for (const [index, piece] of pieces.entries()) {
    const before = pieces.slice(0, index);
    const after = pieces.slice(index + 1);
    yield [...before, ...after];
    for (const block of piece.blocks) yield [...before, ...block, ...after];
    for (const [place, block] of piece.blocks.entries()) {
      for (const less of smallerLists(block)) {
        yield [...before, { ...piece, blocks: piece.blocks.with(place, less) }, ...after];
      }
    }
  }
}
