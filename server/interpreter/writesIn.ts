/** What the text of a function may write and call: an account that holds for every run of it. */
import { ts } from 'ts-morph';

export interface WritesIn {
  /** Variables that it assigns, its own left out. */
  readonly names: ReadonlySet<string>;
  /** Properties that it writes, of whatever object. */
  readonly properties: ReadonlySet<string>;
  /** Names under which it finds the arrays, objects and collections whose elements it writes. */
  readonly changed: ReadonlySet<string>;
  /** Variables into what they hold it writes: `state` of `state.models[0] = ...`. */
  readonly owners: ReadonlySet<string>;
  /**
   * What holds more or less afterwards, and what it writes at keys that the text does not tell: `name` for a variable,
   * `.name` for a property.
   */
  readonly resized: ReadonlySet<string>;
  readonly indexed: ReadonlySet<string>;
  /** What it hands to calls, in the same way, and the names of its parameters. */
  readonly handed: ReadonlySet<string>;
  readonly parameters: ReadonlySet<string>;
  /** Names of functions and classes that it calls, and of methods. */
  readonly calls: ReadonlySet<string>;
  readonly methods: ReadonlySet<string>;
  /** Names that occur in it. */
  readonly mentions: ReadonlySet<string>;
  /** Whether it assigns at all, be it to variables of its own. */
  readonly assigns: boolean;
}

const CHANGING: ReadonlySet<string> = new Set([
  'add',
  'assign',
  'clear',
  'copyWithin',
  'delete',
  'fill',
  'pop',
  'push',
  'reverse',
  'set',
  'shift',
  'sort',
  'splice',
  'unshift',
]);

/** Those of them after which there is more or less. */
const RESIZING: ReadonlySet<string> = new Set([
  'add',
  'clear',
  'delete',
  'pop',
  'push',
  'set',
  'shift',
  'splice',
  'unshift',
]);

const certain = new WeakMap<ts.Node, WritesIn>();
const likely = new WeakMap<ts.Node, WritesIn>();

/** Made once for each function. */
export function writesIn(node: ts.Node): WritesIn {
  const known = certain.get(node);
  if (known !== undefined) return known;
  const made = collect(node, false);
  certain.set(node, made);
  return made;
}

/** The same where `x.add(y)` whose result is used counts as a sum of tensors, and not as a change of a set. */
export function likelyWritesIn(node: ts.Node): WritesIn {
  const known = likely.get(node);
  if (known !== undefined) return known;
  const account = writesIn(node);
  const made = account.changed.size === 0 ? account : collect(node, true);
  likely.set(node, made);
  return made;
}

/** A function with the same text in another version of its file writes the same. */
export function adoptWrites(node: ts.Node, earlier: ts.Node): void {
  for (const accounts of [certain, likely]) {
    const known = accounts.get(earlier);
    if (known !== undefined) accounts.set(node, known);
  }
}

interface Account {
  readonly names: Set<string>;
  readonly properties: Set<string>;
  readonly changed: Set<string>;
  readonly owners: Set<string>;
  readonly resized: Set<string>;
  readonly indexed: Set<string>;
  readonly calls: Set<string>;
  readonly methods: Set<string>;
  readonly mentions: Set<string>;
  readonly own: Set<string>;
  /** Other names of what a variable holds. */
  readonly aliases: Map<string, string>;
  readonly paths: Map<string, string>;
  readonly sources: Map<string, string>;
  readonly parameters: Set<string>;
  /** Names of what is handed to calls. */
  readonly passed: Set<string>;
  readonly handed: Set<string>;
  readonly hasSums: boolean;
  assigns: boolean;
}

function collect(node: ts.Node, hasSums: boolean): WritesIn {
  const account: Account = {
    names: new Set(),
    properties: new Set(),
    changed: new Set(),
    owners: new Set(),
    resized: new Set(),
    indexed: new Set(),
    calls: new Set(),
    methods: new Set(),
    mentions: new Set(),
    own: new Set(),
    aliases: new Map(),
    paths: new Map(),
    sources: new Map(),
    parameters: new Set(),
    passed: new Set(),
    hasSums,
    assigns: false,
    handed: new Set(),
  };
  const visit = (child: ts.Node): void => {
    note(account, child);
    ts.forEachChild(child, visit);
  };
  ts.forEachChild(node, visit);
  note(account, node);
  for (const name of account.own) account.names.delete(name);
  extend(account.changed, account.aliases, account.parameters, account.passed);
  extend(account.owners, account.sources, NONE, NONE);
  for (const name of account.own) account.owners.delete(name);
  for (const names of [account.resized, account.indexed]) {
    extend(names, account.paths, account.parameters, account.handed);
    for (const name of account.own) if (!account.parameters.has(name)) names.delete(name);
  }
  return account;
}

const NONE: ReadonlySet<string> = new Set();

/** What is done to a name is done to what else it names; what a function does to a parameter to what it hands on. */
function extend(
  names: Set<string>,
  aliases: ReadonlyMap<string, string>,
  parameters: ReadonlySet<string>,
  handed: ReadonlySet<string>,
): void {
  for (const name of names) {
    const alias = aliases.get(name);
    if (alias !== undefined) names.add(alias);
    if (parameters.has(name)) for (const one of handed) names.add(one);
  }
}

function note(account: Account, node: ts.Node): void {
  account.assigns ||= ts.isBinaryExpression(node) ? isAssignment(node) : isUpdate(node);
  if (ts.isIdentifier(node)) account.mentions.add(node.text);
  else if (ts.isVariableDeclaration(node)) declaredVariable(account, node);
  else if (ts.isParameter(node)) declaredParameter(account, node);
  else if (ts.isBinaryExpression(node) && isAssignment(node)) written(account, node.left);
  else if (ts.isPrefixUnaryExpression(node) || ts.isPostfixUnaryExpression(node)) written(account, node.operand);
  else if (ts.isDeleteExpression(node)) written(account, node.expression);
  else if (ts.isForInStatement(node) || ts.isForOfStatement(node)) written(account, node.initializer);
  else if (ts.isCallExpression(node) || ts.isNewExpression(node)) called(account, node);
}

function isUpdate(node: ts.Node): boolean {
  return ts.isPrefixUnaryExpression(node) || ts.isPostfixUnaryExpression(node);
}

function isAssignment({ operatorToken: { kind } }: ts.BinaryExpression): boolean {
  return kind >= ts.SyntaxKind.FirstAssignment && kind <= ts.SyntaxKind.LastAssignment;
}

function declaredVariable(account: Account, { name, initializer }: ts.VariableDeclaration): void {
  declared(account, name);
  const alias = initializer === undefined ? null : lastName(initializer);
  if (ts.isIdentifier(name) && alias !== null) account.aliases.set(name.text, alias);
  const path = initializer === undefined ? null : pathOf(initializer);
  if (ts.isIdentifier(name) && path !== null) account.paths.set(name.text, path);
  const source = initializer === undefined ? null : firstName(initializer);
  if (ts.isIdentifier(name) && source !== null) account.sources.set(name.text, source);
}

function declaredParameter(account: Account, { name }: ts.ParameterDeclaration): void {
  declared(account, name);
  if (ts.isIdentifier(name)) account.parameters.add(name.text);
}

/** `boxes` of `boxes`, `this.boxes` and `this.boxes[i]`. */
function lastName(node: ts.Expression): string | null {
  if (ts.isIdentifier(node)) return node.text;
  if (ts.isPropertyAccessExpression(node)) return node.name.text;
  if (ts.isElementAccessExpression(node) || ts.isNonNullExpression(node) || ts.isParenthesizedExpression(node))
    return lastName(node.expression);
  return ts.isAsExpression(node) ? lastName(node.expression) : null;
}

/** `state` of `state` and of `state.boxes[i]`. */
function firstName(node: ts.Expression): string | null {
  if (ts.isIdentifier(node)) return node.text;
  const isAround =
    ts.isPropertyAccessExpression(node) ||
    ts.isElementAccessExpression(node) ||
    ts.isNonNullExpression(node) ||
    ts.isParenthesizedExpression(node) ||
    ts.isAsExpression(node);
  return isAround ? firstName(node.expression) : null;
}

/** `boxes` of the variable `boxes`, `.boxes` of the property. */
function pathOf(node: ts.Expression): string | null {
  const name = lastName(node);
  if (name === null) return null;
  let inner = node;
  while (!ts.isIdentifier(inner) && !ts.isPropertyAccessExpression(inner)) {
    inner = (inner as ts.ElementAccessExpression | ts.AsExpression).expression;
  }
  return ts.isIdentifier(inner) ? name : `.${name}`;
}

function changes(account: Account, target: ts.Expression, how: Set<string> | null): void {
  const name = lastName(target);
  const path = pathOf(target);
  if (name !== null) account.changed.add(name);
  if (path !== null) how?.add(path);
  noteOwner(account, target);
}

function noteOwner(account: Account, target: ts.Expression): void {
  const owner = firstName(target);
  if (owner !== null) account.owners.add(owner);
}

function declared(account: Account, name: ts.BindingName): void {
  if (ts.isIdentifier(name)) account.own.add(name.text);
  else for (const one of name.elements) if (!ts.isOmittedExpression(one)) declared(account, one.name);
}

function written(account: Account, target: ts.Node): void {
  if (ts.isIdentifier(target)) account.names.add(target.text);
  else if (ts.isPropertyAccessExpression(target)) writtenProperty(account, target);
  else if (ts.isElementAccessExpression(target)) writtenElement(account, target);
  else if (ts.isArrayLiteralExpression(target)) for (const one of target.elements) written(account, one);
  else if (ts.isObjectLiteralExpression(target)) for (const one of target.properties) writtenField(account, one);
  else if (ts.isParenthesizedExpression(target) || ts.isSpreadElement(target)) written(account, target.expression);
}

function writtenProperty(account: Account, { expression, name }: ts.PropertyAccessExpression): void {
  account.properties.add(name.text);
  noteOwner(account, expression);
  if (name.text === 'length') changes(account, expression, account.resized);
}

function writtenElement(account: Account, { expression, argumentExpression: key }: ts.ElementAccessExpression): void {
  noteOwner(account, expression);
  if (ts.isStringLiteralLike(key)) account.properties.add(key.text);
  else changes(account, expression, ts.isNumericLiteral(key) ? null : account.indexed);
}

function writtenField(account: Account, field: ts.ObjectLiteralElementLike): void {
  if (ts.isShorthandPropertyAssignment(field)) written(account, field.name);
  else if (ts.isPropertyAssignment(field)) written(account, field.initializer);
  else if (ts.isSpreadAssignment(field)) written(account, field.expression);
}

function called(account: Account, node: ts.CallExpression | ts.NewExpression): void {
  const { expression: callee, arguments: args } = node;
  for (const argument of args ?? []) {
    const name = lastName(argument);
    const path = pathOf(argument);
    if (name !== null) account.passed.add(name);
    if (path !== null) account.handed.add(path);
  }
  if (ts.isIdentifier(callee)) account.calls.add(callee.text);
  if (!ts.isPropertyAccessExpression(callee)) return;
  account.methods.add(callee.name.text);
  const { text } = callee.name;
  if (!CHANGING.has(text) || (account.hasSums && text === 'add' && isUsed(node))) return;
  changes(account, callee.expression, RESIZING.has(text) ? account.resized : null);
}

/** Whether something is done with the result of a call, other than to add more. */
function isUsed({ parent }: ts.Node): boolean {
  if (ts.isPropertyAccessExpression(parent) && parent.name.text === 'add') return isUsed(parent.parent);
  return !ts.isExpressionStatement(parent) && !ts.isArrowFunction(parent);
}
