/** A host with an installation, for the pages of its laws: what is written here stands in the place of what is right. */
export const installExample = (
  install: Readonly<Record<string, string>>,
  { platform = 'el9', name = 'web1', n = 5, host = '', sshKeys = true }: Partial<Example> = {},
): string => {
  const right: Readonly<Record<string, string>> = {
    nic: "'eno1'",
    vlan: 'net.install',
    address: `'10.66.8.3${n}'`,
    boot: "'uefi'",
    disk: `'serial/S4EVNX0N10010${n}'`,
    wipe: `'yes, erase serial/S4EVNX0N10010${n}'`,
    source: "{ url: 'http://10.66.8.250/os' }",
    root: "'locked'",
  };
  const entries = Object.entries({ ...right, ...install }).filter(([, value]) => value !== '');
  return `const ${name} = server('${name}', {
  platform: ${platform},
  nics: { eno1: { mac: '00:1e:c9:00:0${n}:00', cable: sw1.port('Gi0/${n}') } },
  vlans: [{ vlan: net.management, on: 'eno1', address: '10.66.6.3${n}' }],
${host}${sshKeys ? "  sshKeys: { keys: ['ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIOps ops@example.org'] },\n" : ''}  install: {
${entries.map(([key, value]) => `    ${key}: ${value},\n`).join('')}  },
});
`;
};

interface Example {
  readonly platform: string;
  readonly name: string;
  readonly n: number;
  /** More lines of the host. */
  readonly host: string;
  readonly sshKeys: boolean;
}

export const listed = (...names: readonly string[]): string => `
export default stack('example', [sw1, ${names.join(', ')}]);
`;
