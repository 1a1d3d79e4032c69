import { type ForOfStatement, type ForStatement, Node } from 'ts-morph';
import { type Bound, known, type Scope, within, written } from './bound.ts';
import { elements } from './elements.ts';
import { evaluated } from './follow.ts';
import { isCallable } from './names.ts';

type Names = readonly (readonly [Node, Bound])[];

/** More turns than this are not told apart. */
const most = 20_000;

const overList = (loop: ForOfStatement, scope: Scope | undefined): readonly Names[] | undefined => {
  const list = loop.getInitializer();
  const variable = Node.isVariableDeclarationList(list) ? list.getDeclarations()[0] : undefined;
  if (variable === undefined) return undefined;
  return elements(written(loop.getExpression(), scope))?.map((element) => [[variable, element] as const]);
};

/** `for (let n = 1; n <= 4; n++)`, with any bounds and steps that can be told. */
const counting = (loop: ForStatement, scope: Scope | undefined): readonly Names[] | undefined => {
  const list = loop.getInitializer();
  const variable = Node.isVariableDeclarationList(list) ? list.getDeclarations()[0] : undefined;
  const [start, condition, next] = [variable?.getInitializer(), loop.getCondition(), loop.getIncrementor()];
  if (variable === undefined || start === undefined || condition === undefined || next === undefined) return undefined;
  const by =
    /^\w+\s*\+=\s*(\d+)$/.exec(next.getText())?.[1] ?? (/^(\w+\+\+|\+\+\w+)$/.test(next.getText()) ? '1' : '0');
  let value = evaluated(written(start, scope))?.value;
  const turns: Names[] = [];
  while (typeof value === 'number' && Number(by) > 0 && turns.length < most) {
    const names: Names = [[variable, known(value)]];
    if (evaluated(written(condition, within(scope, names)))?.value !== true) break;
    turns.push(names);
    value += Number(by);
  }
  return turns;
};

/**
 * What the names of the loops around a node stand for, turn by turn.
 *
 * A loop that cannot be counted out has one turn, in which its names stand for nothing.
 */
export const turns = (
  node: Node,
  container: Node | undefined,
  scope: Scope | undefined,
): readonly (Scope | undefined)[] => {
  const parent = node.getParent();
  if (parent === undefined || parent === container || isCallable(parent)) return [scope];
  const outer = turns(parent, container, scope);
  if (!Node.isForOfStatement(parent) && !Node.isForStatement(parent)) return outer;
  return outer.flatMap((around) => {
    const found = Node.isForOfStatement(parent) ? overList(parent, around) : counting(parent, around);
    return found === undefined ? [around] : found.slice(0, most).map((names) => within(around, names));
  });
};
