/** What opens, ends or joins commands: another command may come after it. */
const before = new Set(['if', 'then', 'elif', 'else', 'while', 'until', 'do', '!', '{', 'time']);
const after = new Set(['fi', 'done', 'esac', '}']);
/** They run what comes after them. */
const passing = new Set(['exec', 'outside']);
const assignment = /^\w+(\[[^\]]*\])?\+?=/;

/** The index behind a `"`, `)` or `}` that belongs to what is open at `from`; commands inside are handed over. */
const behind = (text: string, from: number, close: string, inner: (commands: string) => void): number => {
  let i = from;
  while (i < text.length && text[i] !== close) i = afterPart(text, i, inner, close === '"');
  if (i >= text.length) throw new Error(`nothing closes with ${close}: ${text.slice(from, from + 40)}`);
  return i + 1;
};

/** The index behind one part of a word: a quotation, a substitution, or a character. */
const afterPart = (text: string, i: number, inner: (commands: string) => void, quoted = false): number => {
  const rest = text.slice(i, i + 3);
  if (rest.startsWith('\\')) return i + 2;
  if (rest.startsWith("$'") && !quoted) {
    let at = i + 2;
    while (text[at] !== "'") at += text[at] === '\\' ? 2 : 1;
    return at + 1;
  }
  if (rest.startsWith("'") && !quoted) return text.indexOf("'", i + 1) + 1;
  if (rest.startsWith('"')) return behind(text, i + 1, '"', inner);
  if (rest === '$((') return text.indexOf('))', i) + 2;
  if (rest.startsWith('${')) return behind(text, i + 2, '}', inner);
  if (rest.startsWith('`')) throw new Error('a command in backticks');
  if (rest.startsWith('$(')) {
    const end = endOfCommands(text, i + 2);
    inner(text.slice(i + 2, end));
    return end + 1;
  }
  return i + 1;
};

/** Where the `)` of a command substitution stands. It holds no `case`, whose patterns have a `)` of their own. */
const endOfCommands = (text: string, from: number): number => {
  let [i, depth] = [from, 0];
  while (i < text.length) {
    if (text[i] === ')' && depth === 0) return i;
    if (text[i] === '(') depth += 1;
    if (text[i] === ')') depth -= 1;
    i = afterPart(text, i, () => {});
  }
  throw new Error(`a substitution does not end: ${text.slice(from, from + 40)}`);
};

/**
 * The first word of every simple command of a script, wherever it stands: in
 * a function, behind `&&`, in a branch, in a substitution. A word that the
 * shell works out, like `"$@"`, stands here as it is written.
 */
export const calledWords = (script: string): readonly string[] => {
  const called: string[] = [];
  const inner = (commands: string): void => {
    called.push(...calledWords(commands));
  };
  const cases: string[] = [];
  const documents: string[] = [];
  let [i, starts, target] = [0, true, false];
  const wordFrom = (from: number): string => {
    let at = from;
    while (at < script.length && !/[\s;|&<>()]/.test(script[at] ?? '')) at = afterPart(script, at, inner);
    return script.slice(from, at);
  };
  while (i < script.length) {
    const rest = script.slice(i, i + 4);
    if (rest.startsWith('\n')) {
      [i, starts] = [i + 1, true];
      for (const end of documents.splice(0)) {
        const close = script.indexOf(`\n${end}\n`, i - 1);
        if (close === -1) throw new Error(`a here-document does not end: ${end}`);
        i = close + end.length + 2;
      }
    } else if (rest.startsWith('\\\n')) i += 2;
    else if (/^\s/.test(rest)) i += 1;
    else if (rest.startsWith('#')) i = script.indexOf('\n', i) === -1 ? script.length : script.indexOf('\n', i);
    else if (cases.at(-1) === 'pattern' && !/^esac\b/.test(script.slice(i, i + 5))) {
      i = behind(script, i, ')', inner);
      [cases[cases.length - 1], starts] = ['arm', true];
    } else if (rest.startsWith(';;')) [i, cases[cases.length - 1], starts] = [i + 2, 'pattern', true];
    else if (starts && rest.startsWith('((')) [i, starts] = [script.indexOf('))', i) + 2, false];
    else if (/^(&&|\|\|)/.test(rest)) [i, starts] = [i + 2, true];
    else if (/^\d?[<>]/.test(rest)) {
      const [sign = ''] = /^\d?(<<<|<<|>>|[<>]&?)/.exec(rest) ?? [];
      i += sign.length;
      while (script[i] === ' ') i += 1;
      const word = wordFrom(i);
      i += word.length;
      if (sign.endsWith('<<') && !sign.endsWith('<<<')) documents.push(word.replace(/^'|'$/g, ''));
    } else if (/^[;|&()]/.test(rest)) [i, starts] = [i + 1, rest[0] !== ')'];
    else {
      const word = wordFrom(i);
      i += word.length;
      if (!starts) {
        if (target && word === 'in') [starts, target] = [true, cases.push('pattern') < 0];
        // local x=(…)
        if (assignment.test(word) && word.endsWith('=') && script[i] === '(') i = endOfCommands(script, i + 1) + 1;
        continue;
      }
      if (script.startsWith('() {', i)) i += 2;
      else if (word === '[[') {
        while (!script.startsWith(' ]]', i)) i = afterPart(script, i, inner);
        [i, starts] = [i + 3, false];
      } else if (word === 'case') [starts, target] = [false, true];
      else if (word === 'for') starts = script.startsWith(' ((', i);
      else if (after.has(word)) {
        if (word === 'esac') cases.pop();
        starts = false;
      } else if (assignment.test(word)) {
        if (word.endsWith('=') && script[i] === '(') i = endOfCommands(script, i + 1) + 1;
      } else if (!before.has(word)) {
        called.push(word);
        starts = passing.has(word);
      }
    }
  }
  return called;
};
