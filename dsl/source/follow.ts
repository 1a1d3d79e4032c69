import { type BindingElement, type CallExpression, Node, SyntaxKind } from 'ts-morph';
import {
  type Bound,
  boundIn,
  callsOf,
  known,
  listed,
  type Scalar,
  type Scope,
  type Written,
  within,
  written,
} from './bound.ts';
import { elements } from './elements.ts';
import { type Hit, member } from './member.ts';
import { type Callable, declarationOf, importOf, isCallable, isImported } from './names.ts';

/** A function that calls itself is followed so far and no further. */
const deepest = 8;

/** The one thing that a name's declaration stands for. */
export const standsFor = (declaration: Node, scope: Scope | undefined): Bound | undefined => {
  const bound = boundIn(scope, declaration);
  if (bound !== undefined) return bound;
  if (Node.isBindingElement(declaration)) return elementOf(declaration, scope);
  if (Node.isVariableDeclaration(declaration) || Node.isParameterDeclaration(declaration)) {
    const initializer = declaration.getInitializer();
    return initializer === undefined ? undefined : written(initializer, scope);
  }
  if (isImported(declaration)) {
    const target = importOf(declaration);
    return target === undefined ? undefined : standsFor(target, undefined);
  }
  return written(declaration, scope);
};

const elementOf = (element: BindingElement, scope: Scope | undefined): Bound | undefined => {
  const pattern = element.getParent();
  const source = standsFor(pattern.getParent(), scope);
  if (source === undefined || element.getDotDotDotToken() !== undefined) return source;
  const key = Node.isArrayBindingPattern(pattern)
    ? pattern.getElements().indexOf(element)
    : (element.getPropertyNameNode() ?? element.getNameNode()).getText();
  const initializer = element.getInitializer();
  return step(source, key)?.bound ?? (initializer === undefined ? undefined : written(initializer, scope));
};

/** What stands inside parentheses, `as`, `satisfies`, `!` and the calls that give back what they get. */
const unwrapped = (node: Node): Node | undefined => {
  if (
    Node.isParenthesizedExpression(node) ||
    Node.isAsExpression(node) ||
    Node.isSatisfiesExpression(node) ||
    Node.isNonNullExpression(node) ||
    Node.isTypeAssertion(node) ||
    Node.isAwaitExpression(node)
  )
    return node.getExpression();
  const same = Node.isCallExpression(node) && /^(Object\.freeze|structuredClone)$/.test(node.getExpression().getText());
  return same ? node.getArguments()[0] : undefined;
};

const alternatives = (node: Node, scope: Scope | undefined): readonly Node[] | undefined => {
  if (Node.isConditionalExpression(node)) {
    const [yes, no] = [node.getWhenTrue(), node.getWhenFalse()];
    const condition = evaluated(written(node.getCondition(), scope));
    return condition === undefined ? [yes, no] : [condition.value ? yes : no];
  }
  if (!Node.isBinaryExpression(node)) return undefined;
  const operator = node.getOperatorToken().getKind();
  if (operator === SyntaxKind.AmpersandAmpersandToken) return [node.getRight()];
  const either = operator === SyntaxKind.BarBarToken || operator === SyntaxKind.QuestionQuestionToken;
  if (!either) return undefined;
  return evaluated(written(node.getLeft(), scope))?.value ? [node.getLeft()] : [node.getLeft(), node.getRight()];
};

const referred = ({ node, scope }: Written): readonly Bound[] | undefined => {
  const inner = unwrapped(node);
  if (inner !== undefined) return [written(inner, scope)];
  const choice = alternatives(node, scope);
  if (choice !== undefined) return choice.map((one) => written(one, scope));
  if (Node.isIdentifier(node)) {
    const declaration = declarationOf(node.getText(), node);
    const value = declaration === undefined ? undefined : standsFor(declaration, scope);
    return value === undefined ? undefined : [value];
  }
  if (Node.isPropertyAccessExpression(node)) {
    const hit = step(written(node.getExpression(), scope), node.getName());
    return hit === undefined ? undefined : [hit.bound];
  }
  if (Node.isElementAccessExpression(node)) {
    const argument = node.getArgumentExpression();
    const key = argument === undefined ? undefined : evaluated(written(argument, scope));
    const hit = key === undefined ? undefined : step(written(node.getExpression(), scope), String(key.value));
    return hit === undefined ? undefined : [hit.bound];
  }
  if (Node.isCallExpression(node)) {
    const results = called(written(node.getExpression(), scope), argumentsOf(node, scope));
    return results.length === 0 ? undefined : results;
  }
  return undefined;
};

/** Everything that an expression may stand for, followed to where nothing more is known. */
export const options = (bound: Bound): readonly Bound[] => {
  if (bound.kind !== 'written') return [bound];
  const next = referred(bound);
  return next === undefined ? [bound] : next.flatMap(options);
};

/** The arguments of a call, a spread list taken apart where it is known. */
export const argumentsOf = (
  call: Node & { getArguments(): readonly Node[] },
  scope: Scope | undefined,
): readonly (Bound | undefined)[] =>
  call.getArguments().flatMap((argument): readonly (Bound | undefined)[] => {
    if (!Node.isSpreadElement(argument)) return [written(argument, scope)];
    return elements(written(argument.getExpression(), scope)) ?? [undefined];
  });

const returned = (callable: Callable): readonly Node[] => {
  const body = callable.getBody?.();
  if (body === undefined || !Node.isBlock(body)) return body === undefined ? [] : [body];
  return body
    .getDescendantsOfKind(SyntaxKind.ReturnStatement)
    .filter((statement) => statement.getFirstAncestor(isCallable) === callable)
    .flatMap((statement) => statement.getExpression() ?? []);
};

export const parameters = (
  callable: Callable,
  values: readonly (Bound | undefined)[],
): readonly (readonly [Node, Bound])[] =>
  callable.getParameters().flatMap((parameter, index) => {
    const rest = Node.isParameterDeclaration(parameter) && parameter.isRestParameter();
    const value = rest ? listed(...values.slice(index).filter((one) => one !== undefined)) : values[index];
    return value === undefined ? [] : [[parameter, value] as const];
  });

/** What a function of the stack may give back. */
export const called = (callee: Bound, values: readonly (Bound | undefined)[]): readonly Bound[] =>
  options(callee).flatMap((option) => {
    if (option.kind !== 'written' || !isCallable(option.node)) return [];
    if (callsOf(option.scope, option.node) >= deepest) return [];
    const scope = within(option.scope, parameters(option.node, values), option.node);
    return returned(option.node).map((node) => written(node, scope));
  });

/** One key further in. Two branches that both have it leave the choice open: then it is the whole of them. */
export const step = (bound: Bound, key: PropertyKey): Hit | undefined => {
  const hits = options(bound).flatMap((option) => member(option, key) ?? []);
  if (hits.length < 2) return hits[0];
  return bound.kind === 'written' ? { bound, name: undefined, site: bound.node, last: true } : undefined;
};

const texts = new Set(
  'at charAt concat padEnd padStart repeat replace replaceAll slice toFixed toLowerCase toString toUpperCase trim'.split(
    ' ',
  ),
);

const computed = (left: Scalar, operator: string, right: Scalar): Scalar | undefined => {
  if (operator === '===' || operator === '==') return left === right;
  if (operator === '!==' || operator === '!=') return left !== right;
  if (operator === '+' && (typeof left === 'string' || typeof right === 'string')) return `${left}${right}`;
  if (typeof left !== 'number' || typeof right !== 'number') return undefined;
  const table: Record<string, Scalar> = {
    '+': left + right,
    '-': left - right,
    '*': left * right,
    '/': left / right,
    '%': left % right,
    '**': left ** right,
    '<': left < right,
    '<=': left <= right,
    '>': left > right,
    '>=': left >= right,
  };
  return table[operator];
};

const method = (node: CallExpression, scope: Scope | undefined): Scalar => {
  const callee = node.getExpression();
  const values = node.getArguments().map((argument) => evaluated(written(argument, scope)));
  if (values.some((value) => value === undefined)) return undefined;
  const parts = values.map((value) => value?.value);
  if (callee.getText() === 'String') return String(parts[0]);
  if (callee.getText() === 'Number') return Number(parts[0]);
  if (!Node.isPropertyAccessExpression(callee) || !texts.has(callee.getName())) return undefined;
  const value = evaluated(written(callee.getExpression(), scope))?.value;
  if (typeof value !== 'string' && typeof value !== 'number') return undefined;
  const found: unknown = Reflect.get(Object(value), callee.getName());
  const result: unknown = typeof found === 'function' ? Reflect.apply(found, value, parts) : undefined;
  return typeof result === 'string' ? result : undefined;
};

const scalar = ({ node, scope }: Written): Scalar => {
  if (Node.isStringLiteral(node) || Node.isNoSubstitutionTemplateLiteral(node)) return node.getLiteralText();
  if (Node.isNumericLiteral(node)) return Number(node.getLiteralValue());
  if (Node.isTrueLiteral(node)) return true;
  if (Node.isFalseLiteral(node)) return false;
  if (Node.isPrefixUnaryExpression(node)) {
    const value = evaluated(written(node.getOperand(), scope))?.value;
    const operator = node.getOperatorToken();
    if (operator === SyntaxKind.ExclamationToken) return value === undefined ? undefined : !value;
    return operator === SyntaxKind.MinusToken && typeof value === 'number' ? -value : undefined;
  }
  if (Node.isTemplateExpression(node)) {
    const spans = node.getTemplateSpans().map((span) => {
      const value = evaluated(written(span.getExpression(), scope));
      return value === undefined ? undefined : `${value.value}${span.getLiteral().getLiteralText()}`;
    });
    return spans.includes(undefined) ? undefined : node.getHead().getLiteralText() + spans.join('');
  }
  if (Node.isBinaryExpression(node)) {
    const left = evaluated(written(node.getLeft(), scope));
    const right = evaluated(written(node.getRight(), scope));
    if (left === undefined || right === undefined) return undefined;
    return computed(left.value, node.getOperatorToken().getText(), right.value);
  }
  return Node.isCallExpression(node) ? method(node, scope) : undefined;
};

/** The text, number or truth that an expression is, where that can be told without running it. */
export const evaluated = (bound: Bound): { readonly value: Scalar } | undefined => {
  const [option, ...others] = options(bound);
  if (option === undefined || others.length > 0 || option.kind === 'listed') return undefined;
  const { value } = option.kind === 'known' ? option : known(scalar(option));
  return value === undefined ? undefined : { value };
};
