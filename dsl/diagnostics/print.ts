import { relative, sep } from 'node:path';
import { type Located, ordered, type Position, type Severity, type SourceFinding } from './diagnostic.ts';
import { frame } from './frame.ts';
import { visible, width } from './width.ts';

type Style = (text: string) => string;

/** The colours that are used, named as picocolors names them. */
export interface Paint {
  readonly bold: Style;
  readonly dim: Style;
  readonly red: Style;
  readonly yellow: Style;
  readonly cyan: Style;
}

const same: Style = (text) => text;

export const unpainted: Paint = { bold: same, dim: same, red: same, yellow: same, cyan: same };

export interface Printing {
  /** Paths are written from here. */
  readonly folder: string;
  readonly paint?: Paint;
  /** How wide the terminal is. */
  readonly columns?: number;
}

/** The path of a file as one would type it in `folder`. */
export const pathFrom = (folder: string, file: string): string => {
  const path = file === '' ? '' : relative(folder, file);
  return path.split(sep).join('/');
};

const colour: Record<Severity, keyof Paint> = { error: 'red', warning: 'yellow', info: 'cyan' };

const wrapped = (text: string, room: number): readonly string[] => {
  const lines: string[] = [];
  for (const word of text.split(/\s+/)) {
    const last = lines.at(-1);
    if (last !== undefined && width(last) + 1 + width(word) <= room) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines;
};

/** The shape of a finding is the same everywhere: what, where, the other places, why, and what to do. */
export const pretty = (findings: readonly SourceFinding[], printing: Printing): string => {
  const { folder, paint = unpainted, columns = 100 } = printing;
  const position = ({ file, line, column }: Position): string => `${pathFrom(folder, file)}:${line}:${column}`;

  const origin = (at: Located): string => {
    const callers = at.callers.filter(({ file, line }) => file !== at.file || line !== at.line);
    return callers.length === 0 ? '' : `for ${at.of}, made at ${callers.map(position).join(' from ')}`;
  };

  const site = (at: Located, message: string, mark: Style): readonly string[] => {
    const drawing = frame(at, columns);
    const said = [visible(message), origin(at)].filter((part) => part !== '').join('; ');
    const head = `  ${[position(at), said].filter((part) => part !== '').join('  ')}`;
    if (drawing === undefined) return [head];
    const bar = drawing.rule.indexOf('|') + 1;
    return [
      head,
      `  ${paint.dim(drawing.source.slice(0, bar))}${drawing.source.slice(bar)}`,
      `  ${paint.dim(drawing.rule.slice(0, bar))}${drawing.rule.slice(bar).replace(/~+/, mark)}`,
    ];
  };

  const advice = (word: string, text: string): readonly string[] =>
    wrapped(visible(text), Math.max(24, columns - 7)).map((line, index) =>
      index === 0 ? `  ${paint.bold(word)}  ${line}` : `       ${line}`,
    );

  const one = (finding: SourceFinding): string => {
    const mark = paint[colour[finding.severity]];
    return [
      `${mark(`${finding.severity}[${finding.code}]`)} ${paint.bold(visible(finding.message))}`,
      ...site(finding.at, '', mark),
      ...finding.also.flatMap(({ at, message }) => site(at, message, paint.cyan)),
      ...advice('why', finding.why),
      ...advice('fix', finding.fix),
      '',
    ].join('\n');
  };

  return ordered(findings).map(one).join('\n');
};

const counted = (count: number, word: string): readonly string[] =>
  count === 0 ? [] : [`${count} ${word}${count === 1 ? '' : 's'}`];

/** `2 errors, 1 warning`; empty when there is nothing to count. */
export const total = (findings: readonly SourceFinding[]): string => {
  const of = (severity: Severity): number =>
    ordered(findings).filter((finding) => finding.severity === severity).length;
  return [...counted(of('error'), 'error'), ...counted(of('warning'), 'warning'), ...counted(of('info'), 'note')].join(
    ', ',
  );
};
