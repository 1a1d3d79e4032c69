import { type CallExpression, Node, type ObjectLiteralExpression } from 'ts-morph';
import { type Bound, type Scope, type Written, written } from './bound.ts';
import { elements } from './elements.ts';
import { argumentsOf, evaluated, options, standsFor, step } from './follow.ts';
import { assignments } from './later.ts';
import { exportOf } from './names.ts';

/** One key of an object or a list, as it is written. */
export interface Hit {
  readonly bound: Bound;
  /** The name of the property. */
  readonly name: Node | undefined;
  /** The property or element as a whole. */
  readonly site: Node | undefined;
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
const property = (
  node: Node,
  scope: Scope | undefined,
): { readonly key: string | undefined; readonly hit: Hit } | undefined => {
  if (Node.isShorthandPropertyAssignment(node)) {
    const name = node.getNameNode();
    return { key: name.getText(), hit: hit(name, scope, name, node) };
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

/** Whether a key that cannot be told may turn out as `key`: `[`eth${n}`]` is never `bond0`. */
const couldBe = (name: Node | undefined, key: string): boolean => {
  const expression = Node.isComputedPropertyName(name) ? name.getExpression() : name;
  if (!Node.isTemplateExpression(expression)) return true;
  const ends = expression.getTemplateSpans().map((span) => span.getLiteral().getLiteralText());
  const head = expression.getHead().getLiteralText();
  return key.startsWith(head) && key.slice(head.length).endsWith(ends.at(-1) ?? '');
};

const isObject = (bound: Bound): boolean =>
  options(bound).every((option) => option.kind === 'written' && Node.isObjectLiteralExpression(option.node));

/** The later of two wins, so the last is asked first. A key that cannot be told is taken if nothing else can be meant. */
const inObject = (object: ObjectLiteralExpression, scope: Scope | undefined, key: string): Hit | undefined => {
  const unsure: Hit[] = [];
  const later = assignments(object, scope).toReversed();
  const properties = object.getProperties().toReversed();
  for (const one of [...later, ...properties.map((node) => ({ node, scope }))]) {
    if ('key' in one) {
      if (one.key === key) return one.hit;
      if (one.key === undefined && couldBe(one.hit.name, key)) unsure.push(one.hit);
      continue;
    }
    if (Node.isSpreadAssignment(one.node)) {
      const source = written(one.node.getExpression(), scope);
      const found = step(source, key);
      if (found !== undefined) return found;
      if (!isObject(source)) unsure.push({ bound: source, name: undefined, site: one.node, last: true });
      continue;
    }
    const found = property(one.node, scope);
    if (found?.key === key) return found.hit;
    if (found !== undefined && found.key === undefined && couldBe(found.hit.name, key)) unsure.push(found.hit);
  }
  return unsure.length === 1 ? unsure[0] : undefined;
};

/** `Object.fromEntries`: each entry is a pair, and the pair's first half is the key. */
const inEntries = (entries: Bound, key: string): Hit | undefined => {
  const pairs = (elements(entries, true) ?? []).map((pair) => ({ name: step(pair, 0), value: step(pair, 1) }));
  const named = pairs.map((pair) => ({
    ...pair,
    key: pair.name === undefined ? undefined : evaluated(pair.name.bound),
  }));
  const sure = named.findLast((pair) => pair.key !== undefined && String(pair.key.value) === key);
  const unsure = named.filter((pair) => pair.key === undefined && couldBe(pair.name?.site, key));
  const { name, value } = sure ?? (unsure.length === 1 ? unsure[0] : undefined) ?? {};
  const [word] = name === undefined ? [] : options(name.bound);
  return value === undefined ? undefined : { ...value, name: word?.kind === 'written' ? word.node : name?.site };
};

const inCall = (call: CallExpression, scope: Scope | undefined, key: string): Hit | undefined => {
  const callee = call.getExpression().getText();
  const parts = argumentsOf(call, scope).filter((part) => part !== undefined);
  if (callee === 'Object.fromEntries') return parts[0] === undefined ? undefined : inEntries(parts[0], key);
  if (callee !== 'Object.assign') return undefined;
  return parts.reduceRight<Hit | undefined>((found, part) => found ?? step(part, key), undefined);
};

const inList = (list: Bound, key: string): Hit | undefined => {
  const bound = /^\d+$/.test(key) ? elements(list)?.[Number(key)] : undefined;
  if (bound === undefined) return undefined;
  const site = bound.kind === 'written' ? bound.node : list.kind === 'written' ? list.node : undefined;
  return { bound, name: site, site };
};

/** One key of a thing that has been followed to where it is written. */
export const member = (option: Bound, key: PropertyKey): Hit | undefined => {
  if (option.kind === 'known') return undefined;
  if (option.kind === 'listed') return inList(option, String(key));
  const { node, scope } = option;
  if (Node.isObjectLiteralExpression(node)) return inObject(node, scope, String(key));
  if (Node.isSourceFile(node)) {
    const declaration = exportOf(node, String(key));
    const bound = declaration === undefined ? undefined : standsFor(declaration, undefined);
    return bound === undefined ? undefined : { bound, name: declaration, site: declaration };
  }
  const found = Node.isCallExpression(node) ? inCall(node, scope, String(key)) : undefined;
  return found ?? inList(option, String(key));
};
