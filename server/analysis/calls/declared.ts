/** The signature of a call as its declaration tells it: an editor shows one help only, and ours must not tell less. */
import { ts } from 'ts-morph';
import { takesLongList } from '../expressions.ts';

interface DeclaredSignature {
  readonly parameters: readonly { readonly label: string; readonly about: string }[];
  readonly result: string;
  readonly about: string;
  /** The number of parameters, where the last one takes all remaining arguments. */
  readonly rest: number | null;
}

/** `null` where the library's declarations are not installed, or the arguments are nested too deeply for the checker. */
export function declaredSignature(
  checker: ts.TypeChecker,
  call: ts.CallExpression | ts.NewExpression,
): DeclaredSignature | null {
  try {
    return signatureOf(checker, call);
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}

function signatureOf(checker: ts.TypeChecker, call: ts.CallExpression | ts.NewExpression): DeclaredSignature | null {
  const signature = takesLongList(call) ? firstSignature(checker, call) : checker.getResolvedSignature(call);
  const declaration = signature?.getDeclaration();
  if (signature === undefined || declaration === undefined) return null;
  const parameters = signature.getParameters().map((symbol) => ({
    label: labelOf(checker, symbol, call),
    about: ts.displayPartsToString(symbol.getDocumentationComment(checker)),
  }));
  return {
    parameters,
    result: checker.typeToString(signature.getReturnType(), call),
    about: ts.displayPartsToString(signature.getDocumentationComment(checker)),
    rest: declaration.parameters.at(-1)?.dotDotDotToken === undefined ? null : parameters.length,
  };
}

function firstSignature(checker: ts.TypeChecker, call: ts.CallExpression | ts.NewExpression): ts.Signature | undefined {
  const type = checker.getTypeAtLocation(call.expression);
  return (ts.isNewExpression(call) ? type.getConstructSignatures() : type.getCallSignatures())[0];
}

function labelOf(checker: ts.TypeChecker, symbol: ts.Symbol, at: ts.Node): string {
  const declaration = symbol.valueDeclaration;
  const isParameter = declaration !== undefined && ts.isParameter(declaration);
  const before = isParameter && declaration.dotDotDotToken !== undefined ? '...' : '';
  const after = isParameter && checker.isOptionalParameter(declaration) ? '?' : '';
  return `${before}${symbol.name}${after}: ${checker.typeToString(checker.getTypeOfSymbolAtLocation(symbol, at), at)}`;
}
