import { dirname, resolve } from 'node:path';
import { Node, type SourceFile } from 'ts-morph';

/**
 * Names are looked up by hand: asking TypeScript for a definition builds a
 * whole program, which takes a second, and a stack's names are simple.
 */
type Names = ReadonlyMap<string, Node>;

export type Callable = Node & { getParameters(): readonly Node[]; getBody?(): Node | undefined };

export const isCallable = (node: Node): node is Callable =>
  Node.isArrowFunction(node) ||
  Node.isFunctionExpression(node) ||
  Node.isFunctionDeclaration(node) ||
  Node.isMethodDeclaration(node);

/** `{ a, b: [c] }` declares three names, each by its own element. */
const named = (declaration: Node): readonly (readonly [string, Node])[] => {
  if (
    !Node.isVariableDeclaration(declaration) &&
    !Node.isParameterDeclaration(declaration) &&
    !Node.isBindingElement(declaration)
  )
    return [];
  const name = declaration.getNameNode();
  if (!Node.isObjectBindingPattern(name) && !Node.isArrayBindingPattern(name)) return [[name.getText(), declaration]];
  return name.getElements().flatMap((element) => named(element));
};

const inStatement = (statement: Node): readonly (readonly [string, Node])[] => {
  if (Node.isVariableStatement(statement)) return statement.getDeclarations().flatMap(named);
  if (Node.isFunctionDeclaration(statement)) return [[statement.getName() ?? 'default', statement]];
  if (!Node.isImportDeclaration(statement)) return [];
  return [statement.getDefaultImport(), statement.getNamespaceImport(), ...statement.getNamedImports()].flatMap(
    (node) => {
      if (node === undefined) return [];
      const name = Node.isImportSpecifier(node) ? (node.getAliasNode()?.getText() ?? node.getName()) : node.getText();
      return [[name, node] as const];
    },
  );
};

const inContainer = (container: Node): readonly (readonly [string, Node])[] => {
  if (isCallable(container)) return container.getParameters().flatMap(named);
  if (Node.isForStatement(container) || Node.isForOfStatement(container) || Node.isForInStatement(container)) {
    const list = container.getInitializer();
    return Node.isVariableDeclarationList(list) ? list.getDeclarations().flatMap(named) : [];
  }
  if (Node.isSourceFile(container) || Node.isBlock(container) || Node.isCaseClause(container))
    return container.getStatements().flatMap(inStatement);
  return [];
};

const cache = new WeakMap<Node, Names>();

const namesIn = (container: Node): Names => {
  const names = cache.get(container) ?? new Map(inContainer(container));
  cache.set(container, names);
  return names;
};

/** What a name means where `node` stands: the declaration in the nearest block, function or file around it. */
export const declarationOf = (name: string, node: Node): Node | undefined => {
  const container = node.getParent();
  return container === undefined ? undefined : (namesIn(container).get(name) ?? declarationOf(name, container));
};

const suffixes = ['', '.ts', '.mts', '.js', '.mjs', '/index.ts', '/index.js'];

const fileOf = (specifier: string | undefined, from: SourceFile): SourceFile | undefined => {
  if (specifier === undefined) return undefined;
  const target = resolve(dirname(from.getFilePath()), specifier);
  return [...suffixes.map((suffix) => target + suffix), target.replace(/\.(m?)js$/, '.$1ts')]
    .map((path) => from.getProject().getSourceFile(path))
    .find((file) => file !== undefined);
};

/** What a file exports under a name: a declaration, or the expression of `export default`. */
export const exportOf = (file: SourceFile, name: string): Node | undefined => {
  const local = namesIn(file);
  for (const statement of file.getStatements()) {
    if (Node.isExportAssignment(statement) && name === 'default') return statement.getExpression();
    if (!Node.isExportDeclaration(statement)) continue;
    const target = fileOf(statement.getModuleSpecifierValue(), file);
    const specifier = statement
      .getNamedExports()
      .find((one) => (one.getAliasNode()?.getText() ?? one.getName()) === name);
    if (specifier !== undefined) return target ? exportOf(target, specifier.getName()) : local.get(specifier.getName());
    const through = statement.isNamespaceExport() && target !== undefined ? exportOf(target, name) : undefined;
    if (through !== undefined) return through;
  }
  return local.get(name);
};

/** The declaration in another file that an imported name stands for; the file itself for `import * as`. */
export const importOf = (node: Node): Node | undefined => {
  const declaration = node.getFirstAncestor(Node.isImportDeclaration);
  const file = fileOf(declaration?.getModuleSpecifierValue(), node.getSourceFile());
  if (file === undefined) return undefined;
  if (Node.isImportSpecifier(node)) return exportOf(file, node.getName());
  return node === declaration?.getNamespaceImport() ? file : exportOf(file, 'default');
};

export const isImported = (node: Node): boolean => node.getFirstAncestor(Node.isImportDeclaration) !== undefined;
