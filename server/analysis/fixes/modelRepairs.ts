/** Fixes of models that do not fit their data: the batch in the shape of an input, the loss for other targets. */
import { ts } from 'ts-morph';
import type { DiagnosticReport, FixReport } from '../report.ts';
import type { FixContext } from './candidate.ts';
import { nodeAt } from './lexical.ts';

/** Shapes of inputs and losses beyond this many are not tried. */
const MOST_SITES = 4;

const FED = new Set(['predict', 'predictOnBatch', 'apply']);
const TRAINED = new Set(['fit', 'evaluate', 'trainOnBatch', 'fitDataset', 'evaluateDataset']);

/** The candidates for a call of a model; most of them do not help, and trials tell. */
export function modelRepairs({ workspace, path }: FixContext, finding: DiagnosticReport): readonly FixReport[] {
  const file = workspace.sourceFile(path);
  const node = file === null ? null : nodeAt(file, finding);
  const call = node !== null && ts.isAwaitExpression(node) ? node.expression : node;
  if (file === null || call === null || !ts.isCallExpression(call)) return [];
  if (!ts.isPropertyAccessExpression(call.expression)) return [];
  const name = call.expression.name.text;
  if (FED.has(name)) return withoutBatch(path, file);
  return TRAINED.has(name) ? [...otherLoss(path, file), ...withoutBatch(path, file)] : [];
}

/** The shapes of inputs without their first size. */
function withoutBatch(path: string, file: ts.SourceFile): readonly FixReport[] {
  return propertiesNamed(file, 'inputShape').flatMap(({ initializer }) => {
    if (!ts.isArrayLiteralExpression(initializer)) return [];
    const [first, second] = initializer.elements;
    if (first === undefined || second === undefined) return [];
    const edits = [{ path, start: first.getStart(), end: second.getStart(), text: '' }];
    return [{ title: `Leave the batch size ${first.getText()} out of inputShape`, edits }];
  });
}

const OTHER_LOSSES: Readonly<Record<string, string>> = {
  categoricalCrossentropy: 'sparseCategoricalCrossentropy',
  sparseCategoricalCrossentropy: 'categoricalCrossentropy',
};

/** The loss for classes given by their numbers instead of that for one-hot vectors, and the other way round. */
function otherLoss(path: string, file: ts.SourceFile): readonly FixReport[] {
  return propertiesNamed(file, 'loss').flatMap(({ initializer }) => {
    const other = ts.isStringLiteralLike(initializer) ? OTHER_LOSSES[initializer.text] : undefined;
    if (other === undefined) return [];
    const edits = [{ path, start: initializer.getStart() + 1, end: initializer.end - 1, text: other }];
    return [{ title: `Use the loss ${other}`, edits }];
  });
}

function propertiesNamed(file: ts.SourceFile, name: string): readonly ts.PropertyAssignment[] {
  const found: ts.PropertyAssignment[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isPropertyAssignment(node) && ts.isIdentifier(node.name) && node.name.text === name) found.push(node);
    if (found.length < MOST_SITES) ts.forEachChild(node, visit);
  };
  visit(file);
  return found;
}
