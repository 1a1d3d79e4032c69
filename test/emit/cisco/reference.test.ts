import { describe, expect, test } from 'vitest';
import { switchArtifacts } from '../../../dsl/emit/cisco/artifacts.ts';
import { configLines } from '../../../dsl/emit/cisco/config.ts';
import { catalyst3560g, catalyst9300Stack, link, stack, vlans } from '../../../dsl/index.ts';
import type { SiteSwitch } from '../../../dsl/model/model.ts';
import { resolve } from '../../../dsl/model/resolve.ts';
import dc2 from '../../../stacks/dc2.ts';
import reference from '../../../stacks/reference.ts';
import { feed, intent, newSwitch, passing, texts } from './run.ts';
import { management, siteOf } from './sites.ts';

const switchesOf = (it: Parameters<typeof resolve>[0]): readonly SiteSwitch[] => resolve(it).switches;
const only = (it: Parameters<typeof resolve>[0]): SiteSwitch => {
  const [made] = switchesOf(it);
  if (made === undefined) throw new Error('no switch');
  return made;
};
const file = (it: SiteSwitch, name: 'config.ios' | 'confirm.ios'): string =>
  texts(switchArtifacts(it).find(({ path }) => path === `switches/${it.name}/${name}`)?.lines ?? []).join('\n');

/** The lines under an interface, or under a VLAN where it is named. */
const stanza = (text: string, head: string): readonly string[] => {
  const lines = text.split('\n');
  const from = lines.lastIndexOf(head);
  return from === -1 ? [] : lines.slice(from + 1, lines.indexOf('!', from)).map((it) => it.trim());
};

describe('both sites', () => {
  test.each([
    ['reference', only(reference)],
    ['dc2', only(dc2)],
  ])('%s: a new switch becomes what the model says, and stays so', (_, it) => {
    const sim = newSwitch(it);
    expect(feed(sim, file(it, 'config.ios').split('\n'))).toEqual([]);
    expect(passing(sim, it, [1, 999, ...it.vlans.map(({ vlan }) => vlan.id)])).toEqual(intent(it));
    expect(it.vlans.map(({ vlan }) => sim.vlanName(vlan.id))).toEqual(it.vlans.map(({ vlan }) => vlan.name));
    expect(sim.mtu()).toBe(9000);
    for (const port of it.ports) {
      const state = sim.interface(port.name.replace('Gi', 'GigabitEthernet').replace('Te', 'TenGigabitEthernet'));
      const channel = it.channels.find(({ number }) => number.value === port.channel);
      expect(state?.description).toBe(port.description.value);
      expect(state?.shutdown).toBe(port.traffic.mode === 'unused');
      expect(state?.channel).toEqual(channel && { number: channel.number.value, mode: channel.mode.value });
      const asked = port.raw.some(({ value }) => value === 'spanning-tree portfast');
      const edge = asked || port.peer.kind === 'bmc' ? 'access' : 'off';
      expect(state?.portfast).toBe(port.peer.kind === 'nic' ? 'trunk' : edge);
      expect(state?.flowcontrol).toBe(port.peer.kind === 'nic' ? 'desired' : 'off');
      expect(state?.lacpRate).toBe(
        it.facts.choosesLacpRate && channel !== undefined ? channel.lacpRate.value : 'normal',
      );
    }
    const once = sim.snapshot();
    expect(feed(sim, file(it, 'config.ios').split('\n'))).toEqual([]);
    expect(sim.snapshot()).toEqual(once);
  });

  test('a file ends where the next one begins: no line is empty, none ends in a blank', () => {
    for (const it of [only(reference), only(dc2)]) {
      for (const { lines, mode } of switchArtifacts(it)) {
        expect(mode).toBe(0o644);
        expect(texts(lines).filter((line) => line === '' || line !== line.trimEnd())).toEqual([]);
        expect([...lines].filter(({ from }) => from.length === 0)).toEqual([]);
      }
    }
  });
});

test('the reference switch', () => {
  expect(file(only(reference), 'config.ios')).toMatchInlineSnapshot(`
    "! sw1: configuration (Catalyst 3560G, WS-C3560G-24TS, IOS 12.2)
    !
    ! What the switch must have. To send it again changes nothing. It never saves.
    ! There is neither "configure terminal" nor "end" in it, so that copying and pasting read the same lines.
    !
    ! Before: "reload in 10", and "no" to the question whether to save. If the change locks you out,
    !         the switch comes back after 10 minutes with the configuration it had. That reload brings back neither
    !         the VLANs kept in vlan.dat nor the former "system mtu jumbo": a new one comes into effect with it.
    ! Send:   "copy <where it is>/config.ios running-config",
    !         or "configure terminal", paste the file, "end".
    ! After:  confirm.ios, command by command; "reload cancel" is in it, before the save.
    !
    ! Port-channels come before their members, as in the startup configuration of the switch itself: a change on
    ! one reaches all its members at once, while a member that is changed alone is suspended.
    ! Traffic stops on the one port that changes between access and trunk, or joins or leaves a channel.
    ! Not here: a port that goes from one channel to another, a channel that changes between LACP and static, and
    ! the removal of what the model no longer has. They take the model as it was, and the one that is to be.
    !
    ! A host at work on one port that becomes a member of an LACP channel can be cut off until it speaks LACP itself.
    ! To keep it: send the VLANs, the channel and its other ports first, then apply the host, then send the whole file,
    ! so that the port at work joins last. Or send the whole file at once, and apply the host from its console.
    !
    vlan 2
    vlan 665
    vlan 666
    vlan 667
    !
    vlan 2
     name public
    !
    vlan 665
     name install
    !
    vlan 666
     name management
    !
    vlan 667
     name storage
    !
    ! Larger frames wait for the next reload: plan one, after the configuration is saved.
    ! The running configuration does not show this line; "show system mtu" does.
    system mtu jumbo 9000
    !
    interface Port-channel1
     description hv1 bond0
     switchport trunk encapsulation dot1q
     switchport trunk native vlan 665
     switchport trunk allowed vlan 2,665-667
     switchport mode trunk
     switchport nonegotiate
     spanning-tree portfast trunk
     no shutdown
    !
    interface Port-channel3
     description hv2 bond0
     switchport trunk encapsulation dot1q
     switchport trunk native vlan 1
     switchport trunk allowed vlan 2,666,667
     switchport mode trunk
     switchport nonegotiate
     spanning-tree portfast trunk
     no shutdown
    !
    interface Port-channel5
     description files bond0
     switchport trunk encapsulation dot1q
     switchport trunk native vlan 1
     switchport trunk allowed vlan 666,667
     switchport mode trunk
     switchport nonegotiate
     spanning-tree portfast trunk
     no shutdown
    !
    interface GigabitEthernet0/1
     description hv1 eth0
     switchport trunk encapsulation dot1q
     switchport trunk native vlan 665
     switchport trunk allowed vlan 2,665-667
     switchport mode trunk
     switchport nonegotiate
     flowcontrol receive desired
     spanning-tree portfast trunk
     channel-group 1 mode active
     no shutdown
    !
    interface GigabitEthernet0/2
     description hv1 eth1
     switchport trunk encapsulation dot1q
     switchport trunk native vlan 665
     switchport trunk allowed vlan 2,665-667
     switchport mode trunk
     switchport nonegotiate
     flowcontrol receive desired
     spanning-tree portfast trunk
     channel-group 1 mode active
     no shutdown
    !
    interface GigabitEthernet0/3
     description hv2 eth0
     switchport trunk encapsulation dot1q
     switchport trunk native vlan 1
     switchport trunk allowed vlan 2,666,667
     switchport mode trunk
     switchport nonegotiate
     flowcontrol receive desired
     spanning-tree portfast trunk
     channel-group 3 mode active
     no shutdown
    !
    interface GigabitEthernet0/4
     description hv2 eth1
     switchport trunk encapsulation dot1q
     switchport trunk native vlan 1
     switchport trunk allowed vlan 2,666,667
     switchport mode trunk
     switchport nonegotiate
     flowcontrol receive desired
     spanning-tree portfast trunk
     channel-group 3 mode active
     no shutdown
    !
    interface GigabitEthernet0/5
     description files eth0
     switchport trunk encapsulation dot1q
     switchport trunk native vlan 1
     switchport trunk allowed vlan 666,667
     switchport mode trunk
     switchport nonegotiate
     flowcontrol receive desired
     spanning-tree portfast trunk
     channel-group 5 mode active
     no shutdown
    !
    interface GigabitEthernet0/6
     description files eth1
     switchport trunk encapsulation dot1q
     switchport trunk native vlan 1
     switchport trunk allowed vlan 666,667
     switchport mode trunk
     switchport nonegotiate
     flowcontrol receive desired
     spanning-tree portfast trunk
     channel-group 5 mode active
     no shutdown
    !
    interface GigabitEthernet0/13
     description hv1 bmc
     no channel-group
     switchport access vlan 666
     switchport mode access
     spanning-tree portfast
     no shutdown
    !
    interface GigabitEthernet0/14
     description hv2 bmc
     no channel-group
     switchport access vlan 666
     switchport mode access
     spanning-tree portfast
     no shutdown
    !
    interface GigabitEthernet0/21
     description eql1 eth0
     switchport access vlan 667
     switchport mode access
     spanning-tree portfast
     no shutdown
    !
    interface GigabitEthernet0/22
     description eql1 eth1
     switchport access vlan 667
     switchport mode access
     spanning-tree portfast
     no shutdown
    !
    interface GigabitEthernet0/23
     description unused
     shutdown
     no channel-group
     no switchport access vlan
     switchport mode access
    !
    interface GigabitEthernet0/24
     description firewall
     switchport trunk encapsulation dot1q
     switchport trunk native vlan 1
     switchport trunk allowed vlan 2,665,666
     switchport mode trunk
     switchport nonegotiate
     no spanning-tree portfast
     no shutdown
    !"
  `);
});

test('how the reference switch is confirmed', () => {
  expect(file(only(reference), 'confirm.ios')).toMatchInlineSnapshot(`
    "! sw1: verify, keep, save (Catalyst 3560G, WS-C3560G-24TS, IOS 12.2)
    !
    ! In privileged mode, one command at a time: do not paste the file whole. Under each command
    ! stands what it must show. If it shows anything else, stop and
    ! leave it: within 10 minutes the switch reloads with the configuration it had.
    !
    show vlan brief
    !   2 public active
    !   665 install active
    !   666 management active
    !   667 storage active
    !
    show etherchannel summary
    !   Po1(SU)  LACP  Gi0/1(P) Gi0/2(P)
    !   Po1(SD), each port (I), (s) or (D), is right too until hv1 is applied
    !   Po3(SU)  LACP  Gi0/3(P) Gi0/4(P)
    !   Po3(SD), each port (I), (s) or (D), is right too until hv2 is applied
    !   Po5(SU)  LACP  Gi0/5(P) Gi0/6(P)
    !   Po5(SD), each port (I), (s) or (D), is right too until files is applied
    !   Of a channel whose host is not applied yet nothing below shows, and ports with (I) are listed by themselves:
    !   that is right too. Look again when the host is applied.
    !
    show lacp neighbor
    !   Po1 Gi0/1 flags FA
    !   Po1 Gi0/2 flags FA
    !   Po3 Gi0/3 flags FA
    !   Po3 Gi0/4 flags FA
    !   Po5 Gi0/5 flags FA
    !   Po5 Gi0/6 flags FA
    !
    show interfaces trunk
    !   Po1: mode on, encapsulation 802.1q, status trunking, native vlan 665
    !   Po1: allowed, the same active, and the same forwarding: 2,665-667
    !   Po3: mode on, encapsulation 802.1q, status trunking, native vlan 1
    !   Po3: allowed, the same active, and the same forwarding: 2,666,667
    !   Po5: mode on, encapsulation 802.1q, status trunking, native vlan 1
    !   Po5: allowed, the same active, and the same forwarding: 666,667
    !   Gi0/24: mode on, encapsulation 802.1q, status trunking, native vlan 1
    !   Gi0/24: allowed, the same active, and the same forwarding: 2,665,666
    !
    show interfaces status
    !   Gi0/13 connected, vlan 666
    !   Gi0/14 connected, vlan 666
    !   Gi0/21 connected, vlan 667
    !   Gi0/22 connected, vlan 667
    !   Gi0/23 disabled
    !
    show spanning-tree interface Port-channel1 portfast
    !   enabled in every VLAN
    !
    show spanning-tree interface Port-channel3 portfast
    !   enabled in every VLAN
    !
    show spanning-tree interface Port-channel5 portfast
    !   enabled in every VLAN
    !
    show spanning-tree interface GigabitEthernet0/13 portfast
    !   enabled in every VLAN
    !
    show spanning-tree interface GigabitEthernet0/14 portfast
    !   enabled in every VLAN
    !
    show system mtu
    !   System Jumbo MTU size is 9000 bytes; before the reload, 9000 "on next reload"
    !
    show interfaces status err-disabled
    !   no port
    !
    ! All as it says: keep it.
    reload cancel
    !
    ! Only now save; the question for a file name is answered with Enter.
    copy running-config startup-config"
  `);
});

/** What an engineer who knows the platform writes for hv1. */
const rendering: Readonly<Record<string, readonly string[]>> = {
  'vlan 2': ['name public'],
  'vlan 666': ['name management'],
  'vlan 667': ['name storage'],
  'interface GigabitEthernet0/1': [
    'description hv1 eth0-1 Po1',
    'switchport trunk encapsulation dot1q',
    'switchport trunk allowed vlan 2,666,667',
    'switchport mode trunk',
    'switchport nonegotiate',
    'flowcontrol receive desired',
    'channel-group 1 mode active',
    'spanning-tree portfast trunk',
    'no shutdown',
  ],
  'interface Port-channel1': [
    'description hv1 bond0',
    'switchport trunk encapsulation dot1q',
    'switchport trunk allowed vlan 2,666,667',
    'switchport mode trunk',
    'switchport nonegotiate',
    'spanning-tree portfast trunk',
  ],
};

describe("where the reference switch is not as in the engineer's rendering", () => {
  const differences: readonly [where: string, less: readonly string[], more: readonly string[], reason: string][] = [
    ['vlan 2', [], [], 'the same'],
    ['vlan 666', [], [], 'the same'],
    ['vlan 667', [], [], 'the same'],
    [
      'interface GigabitEthernet0/1',
      ['description hv1 eth0-1 Po1', 'switchport trunk allowed vlan 2,666,667'],
      ['description hv1 eth0', 'switchport trunk native vlan 665', 'switchport trunk allowed vlan 2,665-667'],
      'each port says which NIC is at its end, so it has its own description; and the VLAN that the host is installed through travels to it without a tag',
    ],
    [
      'interface Port-channel1',
      ['switchport trunk allowed vlan 2,666,667'],
      ['switchport trunk native vlan 665', 'switchport trunk allowed vlan 2,665-667', 'no shutdown'],
      'like its members: a channel that differs from them suspends them, and one that was shut by hand keeps them shut',
    ],
  ];
  const text = file(only(reference), 'config.ios');

  test.each(differences)('%s', (where, less, more) => {
    const ours = stanza(text, where);
    const theirs = rendering[where] ?? [];
    expect(theirs.filter((it) => !ours.includes(it))).toEqual(less);
    expect(ours.filter((it) => !theirs.includes(it))).toEqual(more);
  });

  const order: readonly [what: string, earlier: string, later: string][] = [
    ['VLANs are made before they are named: a name that is taken must not cost the VLAN', 'vlan 667', ' name public'],
    [
      'channels come before members, so that on a live switch a change reaches all members at once',
      'interface Port-channel1',
      'interface GigabitEthernet0/1',
    ],
    ['the port joins its channel when it is like it', ' spanning-tree portfast trunk', ' channel-group 1 mode active'],
    [
      'jumbo is in the file, before the ports, with its remark: to set it disturbs nobody until the reload',
      'system mtu jumbo 9000',
      'interface Port-channel1',
    ],
  ];
  test.each(order)('%s', (_, earlier, later) => {
    const lines = text.split('\n');
    expect(lines).toContain(earlier);
    expect(lines.indexOf(earlier)).toBeLessThan(lines.indexOf(later));
  });

  test('one interface at a time, because each has its own description; and it neither saves nor reloads', () => {
    const commands = text.split('\n').filter((it) => !it.startsWith('!'));
    expect(commands.filter((it) => /range|copy|write|reload|configure|^end/.test(it))).toEqual([]);
  });
});

describe('ports that the two sites do not have', () => {
  const net = vlans({ office: { id: 10 }, wifi: { id: 11 }, management: { id: 666 } });
  const far = catalyst9300Stack('far', {
    members: { 1: { model: 'C9300-24T' }, 2: { model: 'C9300-24T' } },
    management: { vlan: net.management, address: '10.66.6.3' },
    nativeVlan: 998,
  });
  const near = catalyst3560g('near', {
    model: 'WS-C3560G-24TS',
    management: { vlan: net.management, address: '10.66.6.2' },
    nativeVlan: 998,
    vtp: 'transparent',
    bpduGuard: true,
    ports: {
      'Gi0/1': {
        trunk: [net.office, net.wifi],
        untagged: net.office,
        description: 'access point',
        raw: ['storm-control broadcast level 1.00'],
      },
      'Gi0/2': { trunk: [net.office], description: 'router', raw: ['channel-group 9 mode active'] },
    },
  });
  const uplink = link('uplink', {
    cables: [
      [near.port('Gi0/25'), far.port('Gi1/0/23')],
      [near.port('Gi0/26'), far.port('Gi2/0/23')],
    ],
  });
  const [farSwitch, nearSwitch] = switchesOf(stack('linked', [far, near, uplink]));

  test('a channel between switches has no portfast and no guard, at either end', () => {
    const [a, b] = [nearSwitch, farSwitch].map((it) => (it === undefined ? '' : file(it, 'config.ios')));
    expect(stanza(a ?? '', 'interface Port-channel25')).toEqual([
      'description far uplink',
      'switchport trunk encapsulation dot1q',
      'switchport trunk native vlan 998',
      'switchport trunk allowed vlan 666',
      'switchport mode trunk',
      'switchport nonegotiate',
      'no spanning-tree portfast',
      'no shutdown',
    ]);
    expect(stanza(b ?? '', 'interface GigabitEthernet2/0/23')).toEqual([
      'description near Gi0/26',
      'switchport trunk native vlan 998',
      'switchport trunk allowed vlan 666',
      'switchport mode trunk',
      'switchport nonegotiate',
      'no spanning-tree portfast',
      'channel-group 23 mode active',
      'lacp rate normal',
      'no shutdown',
    ]);
  });

  test('VTP is set before the VLANs are made', () => {
    const lines = nearSwitch === undefined ? [] : texts(configLines(nearSwitch));
    expect(lines.slice(0, 3)).toEqual(['vtp mode transparent', '!', 'vlan 10']);
  });

  test("what is not modelled has the user's own lines, no word on channels, and waits for spanning tree unless they say so", () => {
    const text = nearSwitch === undefined ? '' : file(nearSwitch, 'config.ios');
    expect(stanza(text, 'interface GigabitEthernet0/1')).toEqual([
      'description access point',
      'switchport trunk encapsulation dot1q',
      'switchport trunk native vlan 10',
      'switchport trunk allowed vlan 10,11',
      'switchport mode trunk',
      'switchport nonegotiate',
      'no spanning-tree portfast',
      'storm-control broadcast level 1.00',
      'no shutdown',
    ]);
    expect(stanza(text, 'interface GigabitEthernet0/2').slice(-2)).toEqual([
      'channel-group 9 mode active',
      'no shutdown',
    ]);
  });

  test('a port where nothing rides yet is described and no more', () => {
    const text = file(
      siteOf({
        family: 'catalyst9300',
        hosts: [
          { slot: 0, shape: 'idle', on: [] },
          { slot: 1, shape: 'lacp', on: [] },
        ],
      }),
      'config.ios',
    );
    expect(stanza(text, 'interface GigabitEthernet1/0/1')).toEqual(['description h0 eno1']);
    expect(stanza(text, 'interface GigabitEthernet1/0/3')).toEqual(['description h1 eno1']);
    expect(text).not.toContain('Port-channel3');
  });

  test('a bond that does not negotiate is a static channel; a guard stands on host ports, channels and their members', () => {
    const it = siteOf({
      family: 'catalyst9300',
      hosts: [{ slot: 0, shape: 'static', on: [2, management] }],
      bpduGuard: true,
    });
    const text = file(it, 'config.ios');
    expect(stanza(text, 'interface GigabitEthernet1/0/1').slice(-5)).toEqual([
      'flowcontrol receive desired',
      'spanning-tree portfast trunk',
      'spanning-tree bpduguard enable',
      'channel-group 1 mode on',
      'no shutdown',
    ]);
    expect(stanza(text, 'interface Port-channel1')).toContain('spanning-tree bpduguard enable');
    expect(file(it, 'confirm.ios')).toContain('!   Po1(SU)  -  Gi1/0/1(P) Gi1/0/2(P)');
  });

  test('what waits for its host may be down while it does; a channel that does not wait may not', () => {
    const hosts = (['lacp', 'static'] as const).map((shape, slot) => ({ slot, shape, on: [2, management] }));
    const lines = file(siteOf({ family: 'catalyst9300', hosts }), 'confirm.ios').split('\n');
    const at = lines.indexOf('show etherchannel summary');
    expect(lines.slice(at + 1, lines.indexOf('!', at))).toEqual([
      '!   Po1(SU)  LACP  Gi1/0/1(P) Gi1/0/2(P)',
      '!   Po1(SD), each port (I), (s) or (D), is right too until h0 is applied',
      '!   Po3(SU)  -  Gi1/0/3(P) Gi1/0/4(P)',
      '!   Of a channel whose host is not applied yet nothing below shows, and ports with (I) are listed by themselves:',
      '!   that is right too. Look again when the host is applied.',
    ]);
    expect(nearSwitch === undefined ? '' : file(nearSwitch, 'confirm.ios')).not.toContain('(SD)');
  });

  test('the way out of a change is told with what it does not bring back', () => {
    const [old, recent] = [only(reference), only(dc2)].map((it) => file(it, 'config.ios'));
    expect(old).toContain('vlan.dat');
    expect(recent).not.toContain('vlan.dat');
    for (const text of [old, recent]) expect(text).toContain('so that the port at work joins last');
  });

  test('a 9300 goes back by itself and is kept by another word', () => {
    const it = only(dc2);
    expect(file(it, 'config.ios')).toContain('"configure terminal revert timer 10"');
    const commands = file(it, 'confirm.ios')
      .split('\n')
      .filter((line) => !line.startsWith('!'));
    expect(commands.slice(-3)).toEqual([
      'show interfaces status err-disabled',
      'configure confirm',
      'copy running-config startup-config',
    ]);
    expect(commands).toContain('show lacp internal');
    expect(file(it, 'confirm.ios')).not.toContain('reload cancel');
  });
});
