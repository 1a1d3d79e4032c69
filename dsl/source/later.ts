import { type BinaryExpression, Node, type ObjectLiteralExpression, SyntaxKind } from 'ts-morph';
import { type Scope, written } from './bound.ts';
import { evaluated } from './follow.ts';
import type { Hit } from './member.ts';
import { declarationOf } from './names.ts';
import { turns } from './turns.ts';

export interface Assignment {
  readonly key: string | undefined;
  readonly hit: Hit;
}

const cache = new WeakMap<Node, ReadonlyMap<string, readonly BinaryExpression[]>>();

/** The assignments to a property in a block or file, by the name of the object. */
const assignedIn = (container: Node): ReadonlyMap<string, readonly BinaryExpression[]> => {
  const known = cache.get(container);
  if (known !== undefined) return known;
  const found = new Map<string, BinaryExpression[]>();
  for (const node of container.getDescendantsOfKind(SyntaxKind.BinaryExpression)) {
    const left = node.getLeft();
    if (node.getOperatorToken().getKind() !== SyntaxKind.EqualsToken) continue;
    if (!Node.isPropertyAccessExpression(left) && !Node.isElementAccessExpression(left)) continue;
    const name = left.getExpression().getText();
    found.set(name, [...(found.get(name) ?? []), node]);
  }
  cache.set(container, found);
  return found;
};

/** `nics[`eth${n}`] = …` and `nics.eth0 = …`, after `const nics = {}`: in the order they are written, a loop turn by turn. */
export const assignments = (object: ObjectLiteralExpression, scope: Scope | undefined): readonly Assignment[] => {
  const variable = object.getParentWhile((_, child) => !Node.isVariableDeclaration(child));
  if (!Node.isVariableDeclaration(variable)) return [];
  const container = variable.getVariableStatement()?.getParent();
  const name = variable.getName();
  if (container === undefined || variable.getInitializer() === undefined) return [];
  return (assignedIn(container).get(name) ?? []).flatMap((node): readonly Assignment[] => {
    const left = node.getLeft();
    if (!Node.isPropertyAccessExpression(left) && !Node.isElementAccessExpression(left)) return [];
    if (declarationOf(name, left) !== variable) return [];
    const key = Node.isPropertyAccessExpression(left) ? left.getNameNode() : left.getArgumentExpression();
    if (key === undefined) return [];
    return turns(node, container, scope).map((turn) => {
      const value = Node.isPropertyAccessExpression(left) ? left.getName() : evaluated(written(key, turn))?.value;
      const hit = { bound: written(node.getRight(), turn), name: key, site: node };
      return { key: value === undefined ? undefined : String(value), hit };
    });
  });
};
