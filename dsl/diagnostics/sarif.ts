import { type Located, ordered, type Severity, type SourceFinding } from './diagnostic.ts';
import { pathFrom } from './print.ts';

/** What a viewer shows of a rule beside its findings. */
export interface Rule {
  readonly code: string;
  /** One sentence: what has to be so. */
  readonly law: string;
  readonly why: string;
  /** The whole page of the rule; its reason unless there is one. */
  readonly help?: string;
}

const level: Record<Severity, string> = { error: 'error', warning: 'warning', info: 'note' };

/** A rule that nobody describes is described by its first finding. */
const describedBy = (finding: SourceFinding): Rule => ({
  code: finding.code,
  law: finding.why,
  why: finding.why,
  help: `${finding.why}\n\n${finding.fix}`,
});

export interface Cataloguing {
  /** Paths are written from here. */
  readonly folder: string;
  readonly rules?: readonly Rule[];
}

/** SARIF 2.1.0 (OASIS): what code scanning services read. */
export const toSarif = (findings: readonly SourceFinding[], { folder, rules = [] }: Cataloguing): string => {
  const list = ordered(findings);
  const described = new Map<string, Rule>(list.toReversed().map((one) => [one.code, describedBy(one)] as const));
  for (const rule of rules) if (described.has(rule.code)) described.set(rule.code, rule);
  const codes = [...described.keys()].sort();
  const location = (at: Located) => ({
    physicalLocation: {
      artifactLocation: {
        uri: pathFrom(folder, at.file).split('/').map(encodeURIComponent).join('/'),
        uriBaseId: '%SRCROOT%',
      },
      region: { startLine: at.line, startColumn: at.column, endLine: at.endLine, endColumn: at.endColumn },
    },
  });
  const log = {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: {
            name: 'rackwright',
            rules: codes.flatMap((code) => {
              const rule = described.get(code);
              return rule
                ? [{ id: code, shortDescription: { text: rule.law }, help: { text: rule.help ?? rule.why } }]
                : [];
            }),
          },
        },
        columnKind: 'utf16CodeUnits',
        results: list.map(({ code, severity, message, at, also, why, fix }) => ({
          ruleId: code,
          ruleIndex: codes.indexOf(code),
          level: level[severity],
          message: { text: `${message}\n\n${why}\n\n${fix}` },
          locations: [location(at)],
          relatedLocations: also.map((other, id) => ({ id, ...location(other.at), message: { text: other.message } })),
        })),
      },
    ],
  };
  return `${JSON.stringify(log, undefined, 2)}\n`;
};
