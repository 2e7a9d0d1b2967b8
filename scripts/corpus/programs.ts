/** The published programs that are measured: where their sources are, and how each imports the library. */

export interface CorpusProgram {
  /** The package's name. */
  readonly name: string;
  /** Files and folders inside the package. */
  readonly paths: readonly string[];
  /** Whether the package brings a tsconfig.json of its own; the others get `test/corpus/tsconfig.json`. */
  readonly hasConfig: boolean;
  /** Module names under which it imports a known library, as the user's setting `libraries`. */
  readonly libraries: Readonly<Record<string, string>>;
}

export const PROGRAMS: readonly CorpusProgram[] = [
  { name: 'gpt-tfjs', paths: ['index.js', 'test.js', 'test_save.js', 'src'], hasConfig: false, libraries: {} },
  { name: 'tfjs-yolo', paths: ['src'], hasConfig: false, libraries: {} },
  { name: '@vladmandic/face-api', paths: ['src'], hasConfig: true, libraries: { 'dist/tfjs.esm': 'tfjs' } },
  { name: '@vladmandic/human', paths: ['src'], hasConfig: true, libraries: { 'dist/tfjs.esm.js': 'tfjs' } },
  { name: '@magenta/music', paths: ['esm'], hasConfig: false, libraries: {} },
  { name: '@teachablemachine/image', paths: ['src'], hasConfig: false, libraries: {} },
  { name: '@spotify/basic-pitch', paths: ['src'], hasConfig: false, libraries: {} },
  { name: 'scikitjs', paths: ['src'], hasConfig: true, libraries: {} },
];

/** Tests stay in the program, for what their calls tell of it, but are not measured. */
export function isMeasured(path: string): boolean {
  return !/[._]tests?\.[mc]?[jt]sx?$/i.test(path);
}
