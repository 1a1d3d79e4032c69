import { it } from 'vitest';
import { vlanNameFitsASwitch as law } from '../../dsl/checks/vlan-name-fits-a-switch.ts';
import { expectFindings, expectValid, host, nics, plain, plan, site } from './harness.ts';

const sw1 = plain('sw1');
const on = (specs: object) =>
  site([
    sw1,
    host('hv1', {
      nics: nics(1, sw1.port('Gi0/1')),
      vlans: Object.values(plan(specs)).map((vlan) => ({ vlan, on: 'eth0' })),
    }),
  ]);

it.each(['guests', 'guestWifi', 'guest_wifi', 'VLAN-30', '30', 'a'.repeat(32)])('takes %s', (name) =>
  expectValid(law, on({ [name]: { id: 30 } })),
);

it('takes default for the VLAN that is called so', () => expectValid(law, on({ default: { id: 1 } })));

it('finds a name that a switch would not take', () => {
  expectFindings(
    law,
    on({
      'guest wifi': { id: 30 },
      gäste: { id: 31 },
      'what?': { id: 32 },
      '': { id: 33 },
      ['a'.repeat(33)]: { id: 34 },
    }),
    [
      "guest wifi: 'guest wifi' is not a name for a VLAN: letters, digits, - and _, 32 characters at most",
      "gäste: 'gäste' is not a name for a VLAN: letters, digits, - and _, 32 characters at most",
      "what?: 'what?' is not a name for a VLAN: letters, digits, - and _, 32 characters at most",
      ": '' is not a name for a VLAN: letters, digits, - and _, 32 characters at most",
      `${'a'.repeat(33)}: '${'a'.repeat(33)}' is not a name for a VLAN: letters, digits, - and _, 32 characters at most`,
    ],
  );
});

it('finds a name that a switch gives to a VLAN of its own', () => {
  expectFindings(law, on({ default: { id: 30 }, 'trnet-default': { id: 31 } }), [
    'default: a switch has a VLAN of its own that is called default',
    'trnet-default: a switch has a VLAN of its own that is called trnet-default',
  ]);
});
