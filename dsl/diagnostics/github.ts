import { ordered, type Severity, type SourceFinding } from './diagnostic.ts';
import { pathFrom } from './print.ts';

const command: Record<Severity, string> = { error: 'error', warning: 'warning', info: 'notice' };

/** What GitHub's runner takes apart again: `%` first, or it would escape the escapes. */
const data = (text: string): string => text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
const property = (text: string): string => data(text).replaceAll(':', '%3A').replaceAll(',', '%2C');

/** Workflow commands: GitHub shows each on its line of the pull request. */
export const toGithub = (findings: readonly SourceFinding[], folder: string): string =>
  ordered(findings)
    .map(({ code, severity, message, at, also, why, fix }) => {
      const properties = [
        `file=${property(pathFrom(folder, at.file))}`,
        `line=${at.line}`,
        `col=${at.column}`,
        `title=${property(code)}`,
      ];
      const others = also.map(
        (other) => `${pathFrom(folder, other.at.file)}:${other.at.line}:${other.at.column}  ${other.message}`,
      );
      const text = [message, ...others, `why  ${why}`, `fix  ${fix}`].join('\n');
      return `::${command[severity]} ${properties.join(',')}::${data(text)}\n`;
    })
    .join('');
