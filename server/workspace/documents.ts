/** The texts of the workspace and their syntax trees: what stands on disk, and over it what the editor has open. */
import type { ts } from 'ts-morph';
import { parse, parseAgain } from './parse.ts';
import { isDeclaration } from './paths.ts';
import { judgeText, LARGEST, type Reading, readSource } from './reading.ts';

/**
 * One version of one file. Its tree is parsed when first asked for, and is the same object until that of a later version
 * is asked for, which takes over what it can.
 */
export class Document {
  readonly path: string;
  readonly reading: Reading;
  /** Not parsed yet while it is undefined. */
  #tree: ts.SourceFile | null | undefined;
  /** The version whose tree becomes that of this one. */
  #before: Document | null;

  constructor(path: string, reading: Reading, before: Document | null = null) {
    this.path = path;
    this.reading = reading;
    this.#before = before;
  }

  /** `null` where the file is left out, or is data too long for a program. Syntax errors do not matter: the parser recovers. */
  get tree(): ts.SourceFile | null {
    const { text } = this.reading;
    const isProgram = text !== null && (isDeclaration(this.path) || text.length <= LARGEST);
    if (this.#tree === undefined) this.#tree = isProgram ? this.#parse(text) : null;
    return this.#tree;
  }

  /** Why it is left out, else `null`. */
  get skipped(): string | null {
    if (this.reading.skipped !== null || this.path.endsWith('.json')) return this.reading.skipped;
    return this.tree === null ? 'it is nested too deeply' : null;
  }

  #parse(text: string): ts.SourceFile | null {
    const before = this.#treeBefore();
    return before === null ? parse(this.path, text) : parseAgain(before, text);
  }

  /** The tree of the version before, which gives it away; `null` where none was parsed. */
  #treeBefore(): ts.SourceFile | null {
    const before = this.#before;
    this.#before = null;
    if (before === null) return null;
    const tree = before.#tree ?? before.#treeBefore();
    before.#tree = undefined;
    return tree;
  }
}

export class Documents {
  readonly #disk = new Map<string, Document>();
  readonly #overlays = new Map<string, Document>();

  get(path: string): Document {
    return this.#overlays.get(path) ?? this.#fromDisk(path);
  }

  hasOverlay(path: string): boolean {
    return this.#overlays.has(path);
  }

  overlaid(): readonly string[] {
    return [...this.#overlays.keys()];
  }

  /** Lays `text` over the file. False where that changes nothing, so that opening a file costs no analysis. */
  setOverlay(path: string, text: string): boolean {
    const before = this.get(path);
    const same = before.reading.text === text;
    this.#overlays.set(path, same ? before : new Document(path, judgeText(path, text), before));
    return !same;
  }

  /** Takes the open text away. False where the file on disk reads the same. */
  clearOverlay(path: string): boolean {
    const before = this.#overlays.get(path);
    if (before === undefined) return false;
    this.#overlays.delete(path);
    this.#disk.delete(path);
    const after = this.#fromDisk(path);
    if (after.reading.text !== before.reading.text) return true;
    this.#disk.set(path, before);
    return false;
  }

  /** Puts a document in the place of another and returns the way back. */
  replace(document: Document): () => void {
    const { path } = document;
    const before = this.#overlays.get(path);
    this.#overlays.set(path, document);
    return () => {
      if (before === undefined) this.#overlays.delete(path);
      else this.#overlays.set(path, before);
    };
  }

  /** Reads the file again when it is next needed. */
  forget(path: string): void {
    this.#disk.delete(path);
  }

  #fromDisk(path: string): Document {
    let document = this.#disk.get(path);
    if (document === undefined) {
      document = new Document(path, readSource(path));
      this.#disk.set(path, document);
    }
    return document;
  }
}
