/** "Check at run time": a statement that throws, with clear words, where a relation that the code relies on does not hold. */
import { ts } from 'ts-morph';
import { isWithin } from '../../interpreter/machine.ts';
import { type Condition, negation, symbolsOfCondition } from '../../symbolic/condition.ts';
import { byOrigin, type Naming, printCondition } from '../../symbolic/notation.ts';
import { asSize } from '../../symbolic/quotient.ts';
import { fromSymbol } from '../../symbolic/size.ts';
import type { SizeSymbol } from '../../symbolic/symbol.ts';
import type { Reliance } from '../diagnostics.ts';
import type { Trace } from '../run.ts';
import type { Candidate, FixContext } from './candidate.ts';
import { ownerOf } from './contractChange.ts';
import { toJavaScript } from './javascript.ts';
import { indentAt, indentUnitOf, newLineOf } from './layout.ts';
import { declarationOf } from './lexical.ts';

export function runtimeCheck(context: FixContext, { guard, trace }: Reliance): readonly Candidate[] {
  const file = context.workspace.sourceFile(context.path);
  const symbols = symbolsOfCondition(guard.condition);
  const [first] = symbols;
  if (file === null || first === undefined || guard.under.length > 0 || guard.place.file !== file.fileName) return [];
  if (symbols.every(({ backing }) => backing === 'input')) {
    const owner = ownerOf(first, guard.place, trace.root);
    const body = owner !== null && 'body' in owner ? owner.body : undefined;
    const isOwned = symbols.every((symbol) => ownerOf(symbol, guard.place, trace.root) === owner);
    if (!isOwned || body === undefined) return [];
    const place = ts.isBlock(body) ? before(file, firstStatement(body)) : asBlock(file, body);
    return check(file, guard.condition, place, 'check');
  }
  // What depends on the data is known where it was computed: right before the statement that relies on it.
  const statement = statementAt(file, guard.place.start);
  if (statement === null || !isWithin(statement, trace.root)) return [];
  const typed = new Map(symbols.map((symbol) => [symbol, typedBefore(statement, symbol, trace)]));
  if ([...typed.values()].includes(null)) return [];
  const naming: Naming = (symbol) => typed.get(symbol) ?? symbol.origin;
  return [
    ...check(file, guard.condition, before(file, statement.getStart(file)), 'check', naming),
    ...check(file, negation(guard.condition), before(file, statement.getStart(file)), 'refuse', naming),
  ];
}

/** The edits that put a line of code at a place. */
type Insertion = (line: string) => Candidate['edits'];

function before({ fileName: path, text }: ts.SourceFile, at: number): Insertion {
  return (line) => [{ path, start: at, end: at, text: line + newLineOf(text) + indentAt(text, at) }];
}

/** The expression that an arrow function returns becomes a block, behind the new line. */
function asBlock(file: ts.SourceFile, body: ts.Node): Insertion {
  const { fileName: path, text } = file;
  const arrow = body.parent.getChildren(file).find(({ kind }) => kind === ts.SyntaxKind.EqualsGreaterThanToken);
  const start = body.getStart(file);
  // An expression that begins on a line of its own moves up to the arrow, unless a comment stands between.
  const from = arrow !== undefined && text.slice(arrow.end, start).trim() === '' ? arrow.end : start;
  const outer = newLineOf(text) + indentAt(text, arrow?.end ?? start);
  const inner = outer + indentUnitOf(text);
  return (line) => [
    {
      path,
      start: from,
      end: start,
      text: `${from < start || from === arrow?.end ? ' ' : ''}{${inner}${line}${inner}return `,
    },
    { path, start: body.end, end: body.end, text: `;${outer}}` },
  ];
}

/** What is known under a name before a statement: `n`, or `kept.shape[0]`. An expression would be computed again. */
function typedBefore(statement: ts.Statement, symbol: SizeSymbol, { recorder }: Trace): string | null {
  if (symbol.backing === 'input') return /^[\p{L}\p{N}_$.[\]]+$/u.test(symbol.origin) ? symbol.origin : null;
  const size = fromSymbol(symbol);
  for (const [node, observed] of recorder.observations) {
    if (!ts.isIdentifier(node) || !ts.isVariableDeclaration(node.parent) || node.parent.name !== node) continue;
    if (node.parent.end > statement.getStart() || declarationOf(node.text, statement) !== node) continue;
    const value = observed.at(-1)?.value;
    if (value?.kind === 'quantity' && asSize(value.quotient) === size) return node.text;
    const index = value?.kind === 'tensor' ? value.tensor.shape.indexOf(size) : -1;
    if (index >= 0) return `${node.text}.shape[${index}]`;
  }
  return null;
}

function check(
  file: ts.SourceFile,
  condition: Condition,
  place: Insertion,
  answers: string,
  naming: Naming = byOrigin,
): readonly Candidate[] {
  const assert = assertOf(file);
  const words = printCondition(condition, naming);
  const code = toJavaScript(words);
  if (assert === null || code === null) return [];
  const quote = file.text.includes('"') && !file.text.includes("'") ? '"' : "'";
  const said = words.replaceAll('\\', '\\\\').replaceAll(quote, `\\${quote}`);
  const edits = place(`${assert}(${code}, () => ${quote}${said}${quote});`);
  return [{ title: `Check at run time: ${words}`, edits, answers, declares: [], goal: 'check' }];
}

/** The library's own assertion, by the name under which the file has the library; `null` where it has none. */
function assertOf(file: ts.SourceFile): string | null {
  for (const statement of file.statements) {
    const name = ts.isImportDeclaration(statement) ? importedAs(statement) : requiredAs(statement);
    if (name !== null) return name;
  }
  return /(?<![\w$.])tf\./.test(file.text) ? 'tf.util.assert' : null;
}

const LIBRARY = /^@tensorflow\/tfjs(?:-core|-node|-node-gpu)?$/;

function importedAs({ moduleSpecifier, importClause }: ts.ImportDeclaration): string | null {
  if (!ts.isStringLiteral(moduleSpecifier) || !LIBRARY.test(moduleSpecifier.text)) return null;
  const bindings = importClause?.namedBindings;
  if (bindings === undefined || importClause?.isTypeOnly) return null;
  if (ts.isNamespaceImport(bindings)) return `${bindings.name.text}.util.assert`;
  const util = bindings.elements.find((one) => (one.propertyName ?? one.name).text === 'util');
  return util === undefined ? null : `${util.name.text}.assert`;
}

function requiredAs(statement: ts.Statement): string | null {
  if (!ts.isVariableStatement(statement)) return null;
  const found = statement.declarationList.declarations.find(
    ({ initializer }) =>
      initializer !== undefined &&
      ts.isCallExpression(initializer) &&
      initializer.expression.getText() === 'require' &&
      initializer.arguments.some((one) => ts.isStringLiteral(one) && LIBRARY.test(one.text)),
  );
  return found !== undefined && ts.isIdentifier(found.name) ? `${found.name.text}.util.assert` : null;
}

/** Behind directives such as `'use strict'`. */
function firstStatement(body: ts.Block): number {
  const first = body.statements.find((one) => !(ts.isExpressionStatement(one) && ts.isStringLiteral(one.expression)));
  return first?.getStart() ?? body.end - 1;
}

/** The innermost statement of a block around an offset. */
function statementAt(file: ts.SourceFile, offset: number): ts.Statement | null {
  let found: ts.Statement | null = null;
  const visit = (node: ts.Node): void => {
    if (node.getStart(file) > offset || node.end <= offset) return;
    if (ts.isStatement(node) && (ts.isBlock(node.parent) || ts.isSourceFile(node.parent))) found = node;
    ts.forEachChild(node, visit);
  };
  ts.forEachChild(file, visit);
  return found;
}
