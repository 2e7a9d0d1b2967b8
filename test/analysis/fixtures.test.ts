/** Every fixture says in markers all that the analysis says of it. `UPDATE=1` rewrites the markers. */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { analyzerOf, claimsOf, FIXTURES, tells } from './fixtures.ts';
import { withMarkers, withoutMarkers } from './markers.ts';

const EXAMPLES = fileURLToPath(new URL('../../examples', import.meta.url));
if (process.env.UPDATE !== undefined) copyExamples();

const PATHS = readdirSync(FIXTURES, { recursive: true, encoding: 'utf8' })
  .filter((name) => /\.[jt]sx?$/.test(name))
  .sort()
  .map((name) => join(FIXTURES, name));

describe('fixtures', () => {
  const analyzer = analyzerOf(FIXTURES);

  for (const path of PATHS) {
    it(relative(FIXTURES, path), () => {
      const text = readFileSync(path, 'utf8');
      const marked = withMarkers(text, claimsOf(analyzer.analyze(path), text));
      if (process.env.UPDATE !== undefined) writeFileSync(path, marked);
      else assert.equal(text, marked);
    });
  }

  it('have a finding for every guard', () => {
    // Those about comments that silence findings have guards without one.
    for (const path of PATHS.filter((one) => !basename(one).startsWith('ignores'))) {
      const { functions, diagnostics } = analyzer.analyze(path);
      for (const guard of functions.flatMap(({ guards }) => guards)) {
        assert.ok(
          diagnostics.some((finding) => tells(finding, guard)),
          `${relative(FIXTURES, path)}: ${guard.text}`,
        );
      }
    }
  });

  it('read the same in another order', () => {
    const other = analyzerOf(FIXTURES);
    for (const path of PATHS.toReversed()) {
      assert.deepEqual(other.analyze(path), analyzer.analyze(path), relative(FIXTURES, path));
    }
  });
});

describe('examples', () => {
  for (const name of readdirSync(EXAMPLES)) {
    it(`${name} has its markers among the fixtures`, () => {
      const marked = readFileSync(join(FIXTURES, 'examples', name), 'utf8');
      assert.equal(withoutMarkers(marked), readFileSync(join(EXAMPLES, name), 'utf8'));
    });
  }
});

/** New and changed examples get markers of their own. */
function copyExamples(): void {
  for (const name of readdirSync(EXAMPLES)) {
    writeFileSync(join(FIXTURES, 'examples', name), readFileSync(join(EXAMPLES, name), 'utf8'));
  }
}
