import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { describe, expect, it } from 'vitest';
import { findingsOf } from '../compiled.ts';
import { temporaryFolder } from '../emit/bash/throw-away-root.ts';
import { marked } from './marked.ts';

const plan = `import { vlans } from 'rackwright';
export const net = vlans({
  management: { id: 666, subnet: '10.66.6.0/24', gateway: '10.66.6.254', trust: 'management' },
});
`;

const head = `import { catalyst3560g, debian12, server, stack } from 'rackwright';
import { net } from './plan.ts';
const sw1 = catalyst3560g('sw1', { model: 'WS-C3560G-24TS' });
`;

/** The findings of \`stack.ts\` in a folder of files, each with its file unless that is the stack itself. */
const found = async (files: Readonly<Record<string, string>>): Promise<readonly string[]> => {
  const folder = temporaryFolder();
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
  const findings = await findingsOf(join(folder, 'stack.ts'));
  return findings.map(({ code, at }) => {
    const file = relative(folder, at.file);
    return `${file === 'stack.ts' ? '' : `${file} `}${at.line}:${at.column} ${code}`;
  });
};

const ways: Readonly<Record<string, string>> = {
  'a function': `
const web = (n: 1 | 2) => server(\`web\${n}\`, {
  platform: debian12,
  nics: { eno1: { mac: \`00:1e:c9:00:0\${n}:00\`, cable: sw1.port(\`Gi0/\${n}\`) } },
  vlans: [{ vlan: net.management, on: 'eno1', untagged: true, address: «address-is-in-its-subnet»\`10.67.6.\${n}\` }],
});
export default stack('site', [sw1, web(1)]);
`,
  'a function whose caller says the value': `
const web = <const Name extends string>(name: Name, n: 1 | 2, address: \`10.\${number}.\${number}.\${number}\`) => server(name, {
  platform: debian12,
  nics: { eno1: { mac: \`00:1e:c9:00:0\${n}:00\`, cable: sw1.port(\`Gi0/\${n}\`) } },
  vlans: [{ vlan: net.management, on: 'eno1', untagged: true, address }],
});
export default stack('site', [sw1, web('web1', 1, '10.66.6.1'), web('web2', 2, «address-is-in-its-subnet»'10.67.6.2')]);
`,
  'a constant': `
const wrong = «address-is-in-its-subnet»'10.67.6.1';
const web1 = server('web1', {
  platform: debian12,
  nics: { eno1: { mac: '00:1e:c9:00:01:00', cable: sw1.port('Gi0/1') } },
  vlans: [{ vlan: net.management, on: 'eno1', untagged: true, address: wrong }],
});
export default stack('site', [sw1, web1]);
`,
  'a spread': `
const common = {
  platform: debian12,
  files: { «file-is-not-ours»'/etc/network/interfaces': { content: 'mine' } },
} as const;
const web1 = server('web1', {
  ...common,
  nics: { eno1: { mac: '00:1e:c9:00:01:00', cable: sw1.port('Gi0/1') } },
  vlans: [{ vlan: net.management, on: 'eno1', untagged: true, address: '10.66.6.1' }],
});
export default stack('site', [sw1, web1]);
`,
  'a loop': `
const webs = [];
for (const n of [1, 2] as const) {
  webs.push(server(\`web\${n}\`, {
    platform: debian12,
    nics: { eno1: { mac: \`00:1e:c9:00:0\${n}:00\`, cable: sw1.port(\`Gi0/\${n}\`) } },
    vlans: [{ vlan: net.management, on: «on-names-a-bond-or-nic»'eno2', untagged: true, address: \`10.66.6.\${n}\` }],
  }));
}
export default stack('site', [sw1, ...webs]);
`,
};

describe("a law's finding points at the value, in", () => {
  it.each(Object.entries(ways))('%s', async (name, body) => {
    const { text, expected } = marked(head + body);
    // Each turn of the loop is a host of its own, with the same mistake on the same line.
    const all = name === 'a loop' ? [...expected, ...expected] : expected;
    expect(await found({ 'stack.ts': text, 'plan.ts': plan })).toEqual(all);
  });

  it('a plan that another file shares', async () => {
    const { text, expected } = marked(
      plan.replace("gateway: '10.66.6.254'", "gateway: «gateway-is-in-its-subnet»'10.66.7.254'"),
    );
    const body = `
const web1 = server('web1', {
  platform: debian12,
  nics: { eno1: { mac: '00:1e:c9:00:01:00', cable: sw1.port('Gi0/1') } },
  vlans: [{ vlan: net.management, on: 'eno1', untagged: true, address: '10.66.6.1' }],
});
export default stack('site', [sw1, web1]);
`;
    const files = { 'stack.ts': head.replace('./plan.ts', './shared/plan.ts') + body, 'shared/plan.ts': text };
    expect(await found(files)).toEqual(expected.map((it) => `shared/plan.ts ${it}`));
  });
});
