import assert from 'node:assert/strict';
import { configurationOf, sectionOf } from '../../server/configuration.ts';
import { parseSettings } from '../../shared/parse-settings.ts';
import { DEFAULT_SETTINGS } from '../../shared/settings.ts';

describe('settings', () => {
  it('are the defaults where nothing is said', () => {
    for (const nothing of [undefined, null, {}, { severity: null, inlayHints: {}, trace: { server: 'off' } }]) {
      assert.deepEqual(parseSettings(nothing), { settings: DEFAULT_SETTINGS, problems: [] });
    }
  });

  it('keep what is good beside what is bad', () => {
    const { settings, problems } = parseSettings({
      severity: { guard: 'off', 'gave-up': 'Error', 'cast-mismatch': null },
      inlayHints: { returns: false, parameters: 'no', names: true },
      libraries: { 'dist/tfjs.esm.js': 'tfjs', other: 3 },
    });
    assert.deepEqual(settings, {
      severity: { guard: 'off' },
      codeLens: true,
      outline: false,
      inlayHints: { variables: true, parameters: true, returns: false, chains: true },
      libraries: { 'dist/tfjs.esm.js': 'tfjs' },
    });
    assert.deepEqual(problems, [
      '`severity.gave-up` must be error, warning, information, hint or off, not "Error"',
      '`inlayHints.parameters` must be true or false, not "no"',
      '`inlayHints.names` is not known; there are variables, parameters, returns and chains',
      '`libraries.other` must be the name of a library, not 3',
    ]);
  });

  it('that have another form altogether are the defaults', () => {
    for (const value of [true, 'on', [], 7]) {
      const { settings, problems } = parseSettings(value);
      assert.deepEqual(settings, DEFAULT_SETTINGS);
      assert.deepEqual(problems, [`\`shapewise\` must be an object, not ${JSON.stringify(value)}`]);
    }
    assert.deepEqual(parseSettings({ severity: [] }).problems, ['`severity` must be an object, not []']);
  });

  it('of several folders give one message, which says each thing once', () => {
    const bad = { inlayHints: { returns: 1 } };
    const { settings, complaint } = configurationOf(
      new Map([
        [null, { editor: bad, file: null }],
        ['/a', { editor: bad, file: null }],
        ['/b', { editor: { severity: 1 }, file: null }],
      ]),
    );
    assert.deepEqual([...settings.keys()], [null, '/a', '/b']);
    assert.equal(
      complaint,
      'Shapewise settings: `inlayHints.returns` must be true or false, not 1; `severity` must be an object, not 1. Defaults are used.',
    );
    assert.equal(configurationOf(new Map([[null, { editor: {}, file: null }]])).complaint, '');
  });

  it("of a project's file hold over those of an editor, one by one", () => {
    const editor = { severity: { guard: 'off', specialization: 'error' }, inlayHints: { returns: false } };
    const file = { value: { severity: { guard: 'warning' }, codeLens: 1 }, name: 'shapewise.json', problems: [] };
    const { settings, complaint } = configurationOf(new Map([['/a', { editor, file }]]));
    assert.deepEqual(settings.get('/a')?.severity, { guard: 'warning', specialization: 'error' });
    assert.equal(settings.get('/a')?.inlayHints.returns, false);
    assert.match(complaint, /`codeLens` must be true or false, not 1 \(shapewise.json\)/);
  });

  it('are found among those of other programs, or alone', () => {
    assert.deepEqual(sectionOf({ shapewise: { severity: {} }, other: 1 }, 'shapewise'), { severity: {} });
    assert.deepEqual(sectionOf({ severity: {} }, 'shapewise'), { severity: {} });
    assert.equal(sectionOf(null, 'shapewise'), null);
  });
});
