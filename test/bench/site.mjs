/** A stack of `count` hypervisors from one function, 24 to a switch, as a person would write it. */
export const siteOf = (
  count,
) => `import { catalyst3560g, catalyst9300Stack, el9, hypervisor, link, stack, vlans } from 'rackwright';

const net = vlans({
  public: { id: 2, trust: 'public' },
  management: { id: 666, subnet: '10.64.0.0/16', gateway: '10.64.255.254', trust: 'management' },
  storage: { id: 667, subnet: '10.65.0.0/16', mtu: 9000, trust: 'storage' },
});

const hex = (n) => n.toString(16).padStart(2, '0');
const address = (network, n) => \`10.\${network}.\${n >> 8}.\${n & 255}\`;

const node = (n, sw) => {
  const slot = (n - 1) % 24;
  const mac = (card) => \`3c:ec:\${hex(n >> 16)}:\${hex((n >> 8) & 255)}:\${hex(n & 255)}:\${hex(card)}\`;
  return hypervisor(\`hv\${String(n).padStart(5, '0')}\`, {
    platform: el9,
    domain: 'example.org',
    dns: ['10.64.255.53'],
    nics: {
      eno1: { mac: mac(0), cable: sw.port(\`Gi0/\${2 * slot + 1}\`) },
      eno2: { mac: mac(1), cable: sw.port(\`Gi0/\${2 * slot + 2}\`) },
    },
    bonds: { bond0: { mode: 'lacp', members: ['eno1', 'eno2'] } },
    bridges: {
      br2: { vlan: net.public, on: 'bond0' },
      br666: { vlan: net.management, on: 'bond0', address: address(64, n) },
    },
    vlans: [{ vlan: net.storage, on: 'bond0', address: address(65, n) }],
  });
};

const member = { model: 'C9300-48T', module: 'C9300-NM-8X' };
const core = catalyst9300Stack('core', { members: { 1: member, 2: member, 3: member, 4: member, 5: member, 6: member, 7: member, 8: member } });

const constructs = [core];
for (let first = 1; first <= ${count}; first += 24) {
  const rack = (first + 23) / 24;
  const sw = catalyst3560g(\`sw\${String(rack).padStart(4, '0')}\`, { model: 'WS-C3560G-48TS' });
  const uplink = \`Gi\${Math.ceil(rack / 54)}/\${(rack - 1) % 54 < 48 ? 0 : 1}/\${((rack - 1) % 54 % 48) + 1}\`;
  constructs.push(sw, link(\`up\${rack}\`, { cables: [[sw.port('Gi0/49'), core.port(uplink.replace(/^Gi(.*\\/1\\/)/, 'Te$1'))]] }));
  for (let n = first; n < first + 24 && n <= ${count}; n++) constructs.push(node(n, sw));
}

export default stack('bench', constructs);
`;
