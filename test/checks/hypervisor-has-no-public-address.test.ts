import { it } from 'vitest';
import { hypervisorHasNoPublicAddress as law } from '../../dsl/checks/hypervisor-has-no-public-address.ts';
import { box, expectFindings, expectValid, host, net, nics, plain, plan, site } from './harness.ts';

const sw1 = plain('sw1');
const lan = plan({
  public: { id: 3, subnet: '192.0.2.0/24', trust: 'public' },
  dmz: { id: 4, subnet: '10.4.0.0/24', trust: 'dmz' },
});
const spec = (address: unknown, vlan: unknown = lan.public) => ({
  nics: nics(1, sw1.port('Gi0/1')),
  bridges: { br3: { vlan, on: 'eth0', address } },
});

it('says nothing of a server, of a bridge without an address, and of other VLANs', () => {
  expectValid(law, site([sw1, box('web1', spec('192.0.2.1'))]));
  expectValid(law, site([sw1, host('hv1', spec(undefined))]));
  expectValid(law, site([sw1, host('hv1', spec('10.4.0.1', lan.dmz))]));
  expectValid(law, site([sw1, host('hv1', spec('10.66.6.1', net.management))]));
});

it('refuses static addresses and DHCP, on a bridge and without one', () => {
  expectFindings(law, site([sw1, host('hv1', spec('192.0.2.1'))]), [
    'hv1.bridges.br3.address: hv1 br3 has the address 192.0.2.1 on VLAN public, which is public',
  ]);
  expectFindings(law, site([sw1, host('hv1', spec(['192.0.2.1', '192.0.2.2']))]), [
    'hv1.bridges.br3.address: hv1 br3 has the address 192.0.2.1 and 192.0.2.2 on VLAN public, which is public',
  ]);
  expectFindings(
    law,
    site([
      sw1,
      host('hv1', {
        nics: nics(1, sw1.port('Gi0/1')),
        vlans: [{ vlan: lan.public, on: 'eth0', untagged: true, address: 'dhcp' }],
      }),
    ]),
    ['hv1.vlans.0.address: hv1 eth0 has an address from DHCP on VLAN public, which is public'],
  );
});
