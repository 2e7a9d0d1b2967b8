/** What an earlier version told of the roots of a file, where they stand now. */
import type { ts } from 'ts-morph';
import { isWhole, type Move, movedBindings, movedPart, movedPassed } from './move.ts';
import type { PartReport } from './part.ts';
import type { Earlier } from './roots.ts';

/** What was told of a root, and whether it still holds. */
export interface Standing {
  readonly report: PartReport | undefined;
  /** By its names, and by what it ran. */
  readonly isReached: boolean;
  isFree(): boolean;
}

/** @param toldOf `null` for what is no root of the earlier version */
export function earlierOf(file: ts.SourceFile, move: Move, toldOf: (root: ts.Node) => Standing | null): Earlier {
  const path = file.fileName;
  const reportOf = (root: ts.Node) => toldOf(root)?.report ?? null;
  const freeReport = (root: ts.Node) => {
    const told = toldOf(root);
    return told?.isFree() === true ? (told.report ?? null) : null;
  };
  return {
    isReached: (root) => toldOf(root)?.isReached !== false,
    holds(root) {
      const report = freeReport(root);
      return report !== null && isWhole(report, file, move);
    },
    kept(root) {
      const report = freeReport(root);
      return report === null ? null : movedPart(report, file, move);
    },
    bindings(root) {
      const report = reportOf(root);
      return report === null ? null : movedBindings(report, path, move);
    },
    report(root) {
      const report = reportOf(root);
      return report === null ? null : movedPart(report, file, move);
    },
    passed(root) {
      const report = reportOf(root);
      return report === null ? [] : movedPassed(report, path, move);
    },
  };
}

/** The same, with all that is told of one root without a run. */
export function withKept(earlier: Earlier, kept: ts.Node, report: PartReport): Earlier {
  return {
    ...earlier,
    holds: (root) => root === kept || earlier.holds(root),
    kept: (root) => (root === kept ? report : earlier.kept(root)),
    passed: (root) => (root === kept ? report.passed : earlier.passed(root)),
  };
}
