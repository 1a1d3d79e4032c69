import { Node } from 'ts-morph';
import { type Bound, type Scope, type Written, written } from './bound.ts';
import { elements } from './elements.ts';
import { evaluated, step, valueOf } from './follow.ts';
import { assignedTo } from './later.ts';
import { declarationOf, exportOf } from './names.ts';

/** One key of an object or a list, as it is written. */
export interface Hit {
  readonly bound: Bound;
  /** The name of the property. */
  readonly name: Node | undefined;
  /** The property or element as a whole. */
  readonly site: Node;
  /** Nothing further in can be told apart. */
  readonly last?: boolean;
}

const hit = (value: Node, scope: Scope | undefined, name: Node | undefined, site: Node = value): Hit => ({
  bound: written(value, scope),
  name,
  site,
});

const nameOf = (name: Node, scope: Scope | undefined): string | undefined => {
  if (Node.isComputedPropertyName(name)) {
    const key = evaluated(written(name.getExpression(), scope));
    return key === undefined ? undefined : String(key.value);
  }
  if (Node.isStringLiteral(name) || Node.isNoSubstitutionTemplateLiteral(name)) return name.getLiteralText();
  return Node.isNumericLiteral(name) ? String(name.getLiteralValue()) : name.getText();
};

/** `undefined` for a name that cannot be told, and for a spread. */
const property = (node: Node, scope: Scope | undefined): { readonly key: string | undefined; readonly hit: Hit } | undefined => {
  if (Node.isShorthandPropertyAssignment(node)) {
    const name = node.getNameNode();
    const declaration = declarationOf(name.getText(), node);
    const bound = declaration === undefined ? undefined : valueOf(declaration, scope);
    return { key: name.getText(), hit: { bound: bound ?? written(name, scope), name, site: node } };
  }
  if (Node.isPropertyAssignment(node)) {
    const name = node.getNameNode();
    return { key: nameOf(name, scope), hit: hit(node.getInitializerOrThrow(), scope, name, node) };
  }
  if (Node.isMethodDeclaration(node) || Node.isGetAccessorDeclaration(node)) {
    const name = node.getNameNode();
    return { key: nameOf(name, scope), hit: hit(node, scope, name) };
  }
  return undefined;
};

/** The keys that an object is known to have, in order. */
export const keysOf = ({ node, scope }: Written): readonly string[] | undefined => {
  if (!Node.isObjectLiteralExpression(node)) return undefined;
  const keys = node.getProperties().map((one) => property(one, scope)?.key);
  return keys.includes(undefined) ? undefined : [...new Set(keys.filter((key) => key !== undefined))];
};

/** The later of two wins, so the last is asked first. A key that cannot be told is taken if nothing else can be meant. */
const inObject = ({ node, scope }: Written, key: string): Hit | undefined => {
  if (!Node.isObjectLiteralExpression(node)) return undefined;
  const unsure: Hit[] = [];
  for (const one of node.getProperties().toReversed()) {
    if (Node.isSpreadAssignment(one)) {
      const source = written(one.getExpression(), scope);
      const found = step(source, key);
      if (found !== undefined) return found;
      const opaque = !isPlain(source);
      if (opaque) unsure.push({ bound: source, name: undefined, site: one, last: true });
      continue;
    }
    const found = property(one, scope);
    if (found?.key === key) return found.hit;
    if (found !== undefined && found.key === undefined) unsure.push(found.hit);
  }
  return assignedTo(node, key, scope) ?? (unsure.length === 1 ? unsure[0] : undefined);
};
