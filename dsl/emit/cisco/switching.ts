import { byDefault, type From, place } from '../../language/place.ts';
import type { Traffic } from '../../model/model.ts';
import type { SwitchFacts } from '../../platforms/switches.ts';
import { allowedVlans } from './allowed-vlans.ts';
import type { Setting } from './setting.ts';

const noDtp = byDefault('a host does not answer DTP, and two switches need no vote where both are told');
const isl = byDefault('while the encapsulation is left to be negotiated, the switch refuses mode trunk');

/** Everything that decides what is let through: each of it can turn an access port into a trunk. */
const reasons = (it: Traffic): readonly From[] => {
  if (it.mode === 'access') return [...it.from, place(it.vlan.of, 'id')];
  if (it.mode === 'trunk')
    return [...it.from, ...it.vlans.flatMap(({ vlan, from }) => [...from, place(vlan.of, 'id')])];
  return it.mode === 'unused' ? it.from : [];
};

/**
 * What an interface lets through. The mode comes after what it makes count, so
 * that a port which changes from access to trunk, or back, keeps a VLAN that
 * both have.
 */
export const switching = (traffic: Traffic, facts: SwitchFacts): readonly Setting[] => {
  const from = reasons(traffic);
  if (traffic.mode === 'access') {
    return [
      {
        key: 'access',
        lines: [`switchport access vlan ${traffic.vlan.id}`],
        undo: ['no switchport access vlan'],
        from,
      },
      { key: 'mode', lines: ['switchport mode access'], undo: ['no switchport mode'], from },
    ];
  }
  if (traffic.mode === 'unused') {
    return [
      { key: 'access', lines: ['no switchport access vlan'], undo: [], from },
      { key: 'mode', lines: ['switchport mode access'], undo: ['no switchport mode'], from },
    ];
  }
  if (traffic.mode === 'idle') return [];
  const encapsulation: Setting = {
    key: 'encapsulation',
    lines: ['switchport trunk encapsulation dot1q'],
    undo: ['no switchport trunk encapsulation'],
    from: [...from, isl],
  };
  return [
    ...(facts.choosesEncapsulation ? [encapsulation] : []),
    {
      key: 'native',
      lines: [`switchport trunk native vlan ${traffic.native.value}`],
      undo: ['no switchport trunk native vlan'],
      from: [...from, ...traffic.native.from],
    },
    {
      key: 'allowed',
      lines: allowedVlans(traffic.vlans.map(({ vlan }) => vlan.id)),
      undo: ['no switchport trunk allowed vlan'],
      from,
    },
    { key: 'mode', lines: ['switchport mode trunk'], undo: ['no switchport mode'], from },
    {
      key: 'nonegotiate',
      lines: ['switchport nonegotiate'],
      undo: ['no switchport nonegotiate'],
      from: [...from, noDtp],
    },
  ];
};
