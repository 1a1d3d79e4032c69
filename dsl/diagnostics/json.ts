import { type Located, ordered, type Position, type SourceFinding } from './diagnostic.ts';
import { pathFrom } from './print.ts';

/** A stable array: the same findings are the same text, whoever runs it and wherever the project lies. */
export const toJson = (findings: readonly SourceFinding[], folder: string): string => {
  const position = ({ file, line, column }: Position) => ({ file: pathFrom(folder, file), line, column });
  const span = (at: Located) => ({
    ...position(at),
    endLine: at.endLine,
    endColumn: at.endColumn,
    of: at.of,
    callers: at.callers.map(position),
  });
  const rows = ordered(findings).map(({ code, severity, message, at, also, why, fix }) => ({
    code,
    severity,
    message,
    ...span(at),
    also: also.map((other) => ({ message: other.message, ...span(other.at) })),
    why,
    fix,
  }));
  return `${JSON.stringify(rows, undefined, 2)}\n`;
};
