/** Declarations beside JavaScript: the types that a `.d.ts` of the same name states for a function's parameters. */
import { ts } from 'ts-morph';
import type { Machine } from './machine.ts';

/** The annotation that the declaration file beside a JavaScript file gives to a parameter; `null` where there is none. */
export function declaredAnnotation(
  machine: Machine,
  parameter: ts.ParameterDeclaration,
): ts.ParameterDeclaration | null {
  const { fileName } = parameter.getSourceFile();
  if (!/\.[mc]?jsx?$/.test(fileName)) return null;
  const file = machine.host.sourceFile(fileName.replace(/\.([mc]?)jsx?$/, '.d.$1ts'));
  const owner = parameter.parent;
  const declared = file === null ? null : declarationOf(file, owner);
  return declared?.parameters[owner.parameters.indexOf(parameter as never)] ?? null;
}

function declarationOf(file: ts.SourceFile, node: ts.SignatureDeclaration): ts.SignatureDeclaration | null {
  if (ts.isClassLike(node.parent)) return memberOf(file, node.parent, node);
  const name = ts.isFunctionDeclaration(node) ? node.name?.text : undefined;
  const found = file.statements.find((one) => ts.isFunctionDeclaration(one) && one.name?.text === name);
  return name !== undefined && found !== undefined && ts.isFunctionDeclaration(found) ? found : null;
}

function memberOf(
  file: ts.SourceFile,
  { name: className }: ts.ClassLikeDeclaration,
  node: ts.SignatureDeclaration,
): ts.SignatureDeclaration | null {
  const owner = file.statements.find((one) => ts.isClassDeclaration(one) && one.name?.text === className?.text);
  if (owner === undefined || !ts.isClassDeclaration(owner) || className === undefined) return null;
  if (ts.isConstructorDeclaration(node)) return owner.members.find(ts.isConstructorDeclaration) ?? null;
  const name = node.name?.getText();
  const member = owner.members.find((one) => ts.isMethodDeclaration(one) && one.name.getText() === name);
  return member !== undefined && ts.isMethodDeclaration(member) ? member : null;
}
