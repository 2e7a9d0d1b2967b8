/** Fake values from what type annotations say by themselves. */

import { ts } from 'ts-morph';
import { entryOf } from '../libraries/entryOf.ts';
import { named } from '../symbolic/condition.ts';
import { fakeTensor } from '../tensor/tensor.ts';
import type { Machine } from './machine.ts';
import { inputArray } from './objects.ts';
import { statedMembers } from './typeMembers.ts';
import { lengthSymbol, type Origin, typeAt } from './types.ts';
import { oneOfTexts, optional } from './unions.ts';
import { freshShape, unknown } from './unknown.ts';
import { NULL, tensorValue, truth, type Value } from './values.ts';

/** What an annotation says without the checker: keywords, tensor types by their names, and what is made of them. */
export function quickValue(machine: Machine, annotation: ts.TypeNode, from: Origin): Value | null {
  if (ts.isParenthesizedTypeNode(annotation)) return quickValue(machine, annotation.type, from);
  if (ts.isUnionTypeNode(annotation)) return quickUnion(machine, annotation, from);
  if (ts.isArrayTypeNode(annotation)) return quickArray(machine, annotation.elementType, from);
  if (ts.isTypeOperatorNode(annotation) && annotation.operator === ts.SyntaxKind.ReadonlyKeyword)
    return quickValue(machine, annotation.type, from);
  switch (annotation.kind) {
    case ts.SyntaxKind.NumberKeyword:
      return unknown(from.why, { ...from, holds: 'number' });
    case ts.SyntaxKind.StringKeyword:
      return unknown(from.why, { ...from, holds: 'string' });
    case ts.SyntaxKind.BooleanKeyword:
      return truth(named(from.origin));
    default:
      return quickTensor(machine, annotation, from) ?? quickRecord(machine, annotation, from);
  }
}

function quickArray(machine: Machine, element: ts.TypeNode, from: Origin): Value | null {
  if (quickValue(machine, element, from) === null) return null;
  return inputArray(lengthSymbol(from), (index) => {
    const origin = `${from.origin}[${index}]`;
    return quickValue(machine, element, { ...from, origin }) ?? unknown(from.why, { ...from, origin });
  });
}

/** A tensor type by its name, where the name is that of a library's type: `tf.Tensor3D`, or an imported `Tensor3D`. */
function quickTensor(machine: Machine, annotation: ts.TypeNode, from: Origin): Value | null {
  if (!ts.isTypeReferenceNode(annotation) || annotation.typeArguments !== undefined) return null;
  const { typeName } = annotation;
  const name = ts.isQualifiedName(typeName) ? typeName.right.text : typeName.text;
  const library = machine.host.libraries.find((one) => Object.hasOwn(one.tensorTypes, name));
  if (library === undefined || (ts.isIdentifier(typeName) && !isImported(machine, typeName))) return null;
  const rank = entryOf(library.tensorTypes, name) ?? null;
  return tensorValue(fakeTensor(freshShape(from, rank === null ? [] : [rank]), null));
}

/** A value of which the text states the properties; its type answers for all else. */
function quickRecord(machine: Machine, annotation: ts.TypeNode, from: Origin): Value | null {
  const members = ts.isTypeReferenceNode(annotation) ? statedMembers(machine, annotation) : null;
  return members === null ? null : unknown(from.why, { ...from, members, type: () => typeAt(machine, annotation) });
}

/** Whether a name of the file is imported from a known library. */
function isImported(machine: Machine, name: ts.Identifier): boolean {
  return name.getSourceFile().statements.some((statement) => {
    if (!ts.isImportDeclaration(statement) || !ts.isStringLiteral(statement.moduleSpecifier)) return false;
    const bindings = statement.importClause?.namedBindings;
    const isNamed =
      bindings !== undefined &&
      ts.isNamedImports(bindings) &&
      bindings.elements.some((one) => one.name.text === name.text);
    return isNamed && machine.host.libraryOf(statement.moduleSpecifier.text) !== null;
  });
}

/** A number, or the literal of one: which of several it is is not told apart. */
function isNumeric(type: ts.TypeNode): boolean {
  if (type.kind === ts.SyntaxKind.NumberKeyword) return true;
  return ts.isLiteralTypeNode(type) && ts.isNumericLiteral(type.literal);
}

function quickUnion(machine: Machine, { types }: ts.UnionTypeNode, from: Origin): Value | null {
  const isNull = (type: ts.TypeNode) => ts.isLiteralTypeNode(type) && type.literal.kind === ts.SyntaxKind.NullKeyword;
  const isUndefined = (type: ts.TypeNode) => type.kind === ts.SyntaxKind.UndefinedKeyword;
  const present = types.filter((type) => !isNull(type) && !isUndefined(type));
  const texts = present.flatMap((type) =>
    ts.isLiteralTypeNode(type) && ts.isStringLiteral(type.literal) ? [type.literal.text] : [],
  );
  const [only] = present;
  if (present.length > 1 && present.every(isNumeric)) {
    const { provenance, origin, why } = from;
    return unknown(why, { provenance, origin, holds: 'number' });
  }
  if (only === undefined || (present.length > 1 && texts.length < present.length)) return null;
  let value = texts.length > 1 ? oneOfTexts(texts, from) : quickValue(machine, only, from);
  if (value !== null && types.some(isNull)) value = optional(value, from.origin, NULL);
  return value !== null && types.some(isUndefined) ? optional(value, from.origin) : value;
}
