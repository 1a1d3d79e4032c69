import { describe, expect, it } from 'vitest';
import { debian12, debian13, el5, el6, el7, el8, el9, el10, type Platform } from '../../../dsl/index.ts';
import { filesOf, reference, shown, textOf } from './sites.ts';

const networkFiles = (platform: Platform) =>
  filesOf(reference(platform)).filter(({ path }) => path !== '/etc/hostname');

describe('the reference hypervisor', () => {
  it('el5', () => {
    expect(shown(networkFiles(el5))).toMatchInlineSnapshot(`
      "=== /etc/sysconfig/network 0644
      NETWORKING=yes
      HOSTNAME=hv1.example.org
      VLAN=yes
      GATEWAYDEV=br666
      NOZEROCONF=yes
      === /etc/modprobe.conf 0644
      alias eth0 bnx2
      alias eth1 bnx2
      alias bond0 bonding
      alias scsi_hostadapter megaraid_sas
      === /sbin/ifup-pre-local 0755
      #!/bin/sh
      case "$1" in
        *ifcfg-bond0.2) /sbin/ip link set dev bond0.2 mtu 1500 ;;
        *ifcfg-bond0.666) /sbin/ip link set dev bond0.666 mtu 1500 ;;
      esac
      === /etc/sysconfig/network-scripts/ifcfg-eth0 0644
      # sw1 Gi0/1
      DEVICE=eth0
      HWADDR=00:1e:c9:00:0a:00
      BOOTPROTO=none
      ONBOOT=yes
      MASTER=bond0
      SLAVE=yes
      USERCTL=no
      === /etc/sysconfig/network-scripts/ifcfg-eth1 0644
      # sw1 Gi0/2
      DEVICE=eth1
      HWADDR=00:1e:c9:00:0a:01
      BOOTPROTO=none
      ONBOOT=yes
      MASTER=bond0
      SLAVE=yes
      USERCTL=no
      === /etc/sysconfig/network-scripts/ifcfg-bond0 0644
      DEVICE=bond0
      BOOTPROTO=none
      ONBOOT=yes
      USERCTL=no
      MTU=9000
      BONDING_OPTS="mode=802.3ad miimon=100 lacp_rate=fast xmit_hash_policy=layer3+4"
      === /etc/sysconfig/network-scripts/ifcfg-bond0.2 0644
      DEVICE=bond0.2
      VLAN=yes
      TYPE=Ethernet
      BOOTPROTO=none
      ONBOOT=yes
      BRIDGE=br2
      === /etc/sysconfig/network-scripts/ifcfg-bond0.666 0644
      DEVICE=bond0.666
      VLAN=yes
      TYPE=Ethernet
      BOOTPROTO=none
      ONBOOT=yes
      BRIDGE=br666
      === /etc/sysconfig/network-scripts/ifcfg-bond0.667 0644
      DEVICE=bond0.667
      VLAN=yes
      TYPE=Ethernet
      BOOTPROTO=none
      ONBOOT=yes
      MTU=9000
      IPADDR=10.66.7.1
      NETMASK=255.255.255.0
      === /etc/sysconfig/network-scripts/ifcfg-br2 0644
      DEVICE=br2
      TYPE=Bridge
      BOOTPROTO=none
      ONBOOT=yes
      MTU=1500
      STP=on
      DELAY=5
      === /etc/sysconfig/network-scripts/ifcfg-br666 0644
      DEVICE=br666
      TYPE=Bridge
      BOOTPROTO=none
      ONBOOT=yes
      MTU=1500
      STP=on
      DELAY=5
      IPADDR=10.66.6.1
      NETMASK=255.255.255.0
      GATEWAY=10.66.6.254
      "
    `);
  });

  it('el6', () => {
    expect(shown(networkFiles(el6))).toMatchInlineSnapshot(`
      "=== /etc/sysconfig/network 0644
      NETWORKING=yes
      HOSTNAME=hv1.example.org
      GATEWAYDEV=br666
      NOZEROCONF=yes
      === /etc/modprobe.d/bonding.conf 0644
      alias bond0 bonding
      === /etc/sysconfig/network-scripts/ifcfg-eth0 0644
      # sw1 Gi0/1
      DEVICE=eth0
      HWADDR=00:1e:c9:00:0a:00
      BOOTPROTO=none
      ONBOOT=yes
      MASTER=bond0
      SLAVE=yes
      USERCTL=no
      NM_CONTROLLED=no
      MTU=9000
      === /etc/sysconfig/network-scripts/ifcfg-eth1 0644
      # sw1 Gi0/2
      DEVICE=eth1
      HWADDR=00:1e:c9:00:0a:01
      BOOTPROTO=none
      ONBOOT=yes
      MASTER=bond0
      SLAVE=yes
      USERCTL=no
      NM_CONTROLLED=no
      MTU=9000
      === /etc/sysconfig/network-scripts/ifcfg-bond0 0644
      DEVICE=bond0
      BOOTPROTO=none
      ONBOOT=yes
      USERCTL=no
      NM_CONTROLLED=no
      MTU=9000
      BONDING_OPTS="mode=802.3ad miimon=100 lacp_rate=fast xmit_hash_policy=layer2+3"
      === /etc/sysconfig/network-scripts/ifcfg-bond0.2 0644
      DEVICE=bond0.2
      VLAN=yes
      TYPE=Ethernet
      BOOTPROTO=none
      ONBOOT=yes
      BRIDGE=br2
      NM_CONTROLLED=no
      MTU=1500
      === /etc/sysconfig/network-scripts/ifcfg-bond0.666 0644
      DEVICE=bond0.666
      VLAN=yes
      TYPE=Ethernet
      BOOTPROTO=none
      ONBOOT=yes
      BRIDGE=br666
      NM_CONTROLLED=no
      MTU=1500
      === /etc/sysconfig/network-scripts/ifcfg-bond0.667 0644
      DEVICE=bond0.667
      VLAN=yes
      TYPE=Ethernet
      BOOTPROTO=none
      ONBOOT=yes
      NM_CONTROLLED=no
      MTU=9000
      IPADDR=10.66.7.1
      NETMASK=255.255.255.0
      === /etc/sysconfig/network-scripts/ifcfg-br2 0644
      DEVICE=br2
      TYPE=Bridge
      BOOTPROTO=none
      ONBOOT=yes
      NM_CONTROLLED=no
      MTU=1500
      STP=on
      DELAY=5
      === /etc/sysconfig/network-scripts/ifcfg-br666 0644
      DEVICE=br666
      TYPE=Bridge
      BOOTPROTO=none
      ONBOOT=yes
      NM_CONTROLLED=no
      MTU=1500
      STP=on
      DELAY=5
      IPADDR=10.66.6.1
      NETMASK=255.255.255.0
      GATEWAY=10.66.6.254
      "
    `);
  });

  it('el7', () => {
    expect(shown(networkFiles(el7))).toMatchInlineSnapshot(`
      "=== /etc/sysconfig/network 0644
      NETWORKING=yes
      GATEWAYDEV=br666
      NOZEROCONF=yes
      === /etc/sysconfig/network-scripts/ifcfg-eth0 0644
      # sw1 Gi0/1
      TYPE=Ethernet
      DEVICE=eth0
      NAME=eth0
      UUID=ada1afa9-e260-59b5-967d-1af95abd312d
      HWADDR=00:1e:c9:00:0a:00
      ONBOOT=yes
      AUTOCONNECT_PRIORITY=10
      MASTER=bond0
      SLAVE=yes
      MTU=9000
      BOOTPROTO=none
      === /etc/sysconfig/network-scripts/ifcfg-eth1 0644
      # sw1 Gi0/2
      TYPE=Ethernet
      DEVICE=eth1
      NAME=eth1
      UUID=23f9ffe3-e19a-500b-a6a1-c3975d617827
      HWADDR=00:1e:c9:00:0a:01
      ONBOOT=yes
      AUTOCONNECT_PRIORITY=10
      MASTER=bond0
      SLAVE=yes
      MTU=9000
      BOOTPROTO=none
      === /etc/sysconfig/network-scripts/ifcfg-bond0 0644
      TYPE=Bond
      BONDING_MASTER=yes
      DEVICE=bond0
      NAME=bond0
      UUID=35f03282-27d9-57db-8e97-5a0e49a1e718
      ONBOOT=yes
      AUTOCONNECT_PRIORITY=10
      AUTOCONNECT_SLAVES=yes
      MTU=9000
      BONDING_OPTS="mode=802.3ad miimon=100 lacp_rate=fast xmit_hash_policy=layer2+3"
      BOOTPROTO=none
      IPV6INIT=no
      IPV6_DISABLED=yes
      === /etc/sysconfig/network-scripts/ifcfg-bond0.2 0644
      TYPE=Vlan
      VLAN=yes
      PHYSDEV=bond0
      VLAN_ID=2
      DEVICE=bond0.2
      NAME=bond0.2
      UUID=dbf9174a-9ebe-5e77-95ef-21d7345ec802
      ONBOOT=yes
      AUTOCONNECT_PRIORITY=10
      BRIDGE=br2
      MTU=1500
      BOOTPROTO=none
      === /etc/sysconfig/network-scripts/ifcfg-bond0.666 0644
      TYPE=Vlan
      VLAN=yes
      PHYSDEV=bond0
      VLAN_ID=666
      DEVICE=bond0.666
      NAME=bond0.666
      UUID=5e0df237-c248-504f-ac85-d73c9ef74344
      ONBOOT=yes
      AUTOCONNECT_PRIORITY=10
      BRIDGE=br666
      MTU=1500
      BOOTPROTO=none
      === /etc/sysconfig/network-scripts/ifcfg-bond0.667 0644
      TYPE=Vlan
      VLAN=yes
      PHYSDEV=bond0
      VLAN_ID=667
      DEVICE=bond0.667
      NAME=bond0.667
      UUID=c0448816-566f-5922-afd0-7320fbe73690
      ONBOOT=yes
      AUTOCONNECT_PRIORITY=10
      MTU=9000
      BOOTPROTO=none
      IPADDR=10.66.7.1
      PREFIX=24
      DEFROUTE=no
      IPV6INIT=no
      IPV6_DISABLED=yes
      === /etc/sysconfig/network-scripts/ifcfg-br2 0644
      TYPE=Bridge
      DEVICE=br2
      NAME=br2
      UUID=432ddbfc-6f09-5a52-ae91-496f0e60f670
      ONBOOT=yes
      AUTOCONNECT_PRIORITY=10
      AUTOCONNECT_SLAVES=yes
      MTU=1500
      STP=on
      DELAY=5
      BOOTPROTO=none
      IPV6INIT=no
      IPV6_DISABLED=yes
      === /etc/sysconfig/network-scripts/ifcfg-br666 0644
      TYPE=Bridge
      DEVICE=br666
      NAME=br666
      UUID=99c02013-519b-50d9-a257-928ba144efe3
      ONBOOT=yes
      AUTOCONNECT_PRIORITY=10
      AUTOCONNECT_SLAVES=yes
      MTU=1500
      STP=on
      DELAY=5
      BOOTPROTO=none
      IPADDR=10.66.6.1
      PREFIX=24
      GATEWAY=10.66.6.254
      DEFROUTE=yes
      IPV6INIT=no
      IPV6_DISABLED=yes
      "
    `);
  });

  it('el8 as el7', () => {
    expect(shown(networkFiles(el8))).toBe(shown(networkFiles(el7)));
  });

  it('el9', () => {
    expect(shown(networkFiles(el9))).toMatchInlineSnapshot(`
      "=== /etc/NetworkManager/system-connections/eth0.nmconnection 0600
      # sw1 Gi0/1
      [connection]
      id=eth0
      uuid=ada1afa9-e260-59b5-967d-1af95abd312d
      type=ethernet
      autoconnect-priority=10
      master=bond0
      slave-type=bond
      [ethernet]
      mac-address=00:1e:c9:00:0a:00
      mtu=9000
      === /etc/NetworkManager/system-connections/eth1.nmconnection 0600
      # sw1 Gi0/2
      [connection]
      id=eth1
      uuid=23f9ffe3-e19a-500b-a6a1-c3975d617827
      type=ethernet
      autoconnect-priority=10
      master=bond0
      slave-type=bond
      [ethernet]
      mac-address=00:1e:c9:00:0a:01
      mtu=9000
      === /etc/NetworkManager/system-connections/bond0.nmconnection 0600
      [connection]
      id=bond0
      uuid=35f03282-27d9-57db-8e97-5a0e49a1e718
      type=bond
      interface-name=bond0
      autoconnect-priority=10
      autoconnect-slaves=1
      [ethernet]
      mtu=9000
      [bond]
      mode=802.3ad
      miimon=100
      lacp_rate=fast
      xmit_hash_policy=layer2+3
      [ipv4]
      method=disabled
      [ipv6]
      method=disabled
      === /etc/NetworkManager/system-connections/bond0.2.nmconnection 0600
      [connection]
      id=bond0.2
      uuid=dbf9174a-9ebe-5e77-95ef-21d7345ec802
      type=vlan
      interface-name=bond0.2
      autoconnect-priority=10
      master=br2
      slave-type=bridge
      [ethernet]
      mtu=1500
      [vlan]
      id=2
      parent=bond0
      flags=1
      === /etc/NetworkManager/system-connections/bond0.666.nmconnection 0600
      [connection]
      id=bond0.666
      uuid=5e0df237-c248-504f-ac85-d73c9ef74344
      type=vlan
      interface-name=bond0.666
      autoconnect-priority=10
      master=br666
      slave-type=bridge
      [ethernet]
      mtu=1500
      [vlan]
      id=666
      parent=bond0
      flags=1
      === /etc/NetworkManager/system-connections/bond0.667.nmconnection 0600
      [connection]
      id=bond0.667
      uuid=c0448816-566f-5922-afd0-7320fbe73690
      type=vlan
      interface-name=bond0.667
      autoconnect-priority=10
      [ethernet]
      mtu=9000
      [vlan]
      id=667
      parent=bond0
      flags=1
      [ipv4]
      method=manual
      address1=10.66.7.1/24
      never-default=true
      [ipv6]
      method=disabled
      === /etc/NetworkManager/system-connections/br2.nmconnection 0600
      [connection]
      id=br2
      uuid=432ddbfc-6f09-5a52-ae91-496f0e60f670
      type=bridge
      interface-name=br2
      autoconnect-priority=10
      autoconnect-slaves=1
      [ethernet]
      mtu=1500
      [bridge]
      stp=true
      forward-delay=5
      [ipv4]
      method=disabled
      [ipv6]
      method=disabled
      === /etc/NetworkManager/system-connections/br666.nmconnection 0600
      [connection]
      id=br666
      uuid=99c02013-519b-50d9-a257-928ba144efe3
      type=bridge
      interface-name=br666
      autoconnect-priority=10
      autoconnect-slaves=1
      [ethernet]
      mtu=1500
      [bridge]
      stp=true
      forward-delay=5
      [ipv4]
      method=manual
      address1=10.66.6.1/24,10.66.6.254
      [ipv6]
      method=disabled
      "
    `);
  });

  it('el10', () => {
    expect(shown(networkFiles(el10))).toMatchInlineSnapshot(`
      "=== /etc/NetworkManager/system-connections/eth0.nmconnection 0600
      # sw1 Gi0/1
      [connection]
      id=eth0
      uuid=ada1afa9-e260-59b5-967d-1af95abd312d
      type=ethernet
      autoconnect-priority=10
      controller=bond0
      port-type=bond
      [ethernet]
      mac-address=00:1e:c9:00:0a:00
      mtu=9000
      === /etc/NetworkManager/system-connections/eth1.nmconnection 0600
      # sw1 Gi0/2
      [connection]
      id=eth1
      uuid=23f9ffe3-e19a-500b-a6a1-c3975d617827
      type=ethernet
      autoconnect-priority=10
      controller=bond0
      port-type=bond
      [ethernet]
      mac-address=00:1e:c9:00:0a:01
      mtu=9000
      === /etc/NetworkManager/system-connections/bond0.nmconnection 0600
      [connection]
      id=bond0
      uuid=35f03282-27d9-57db-8e97-5a0e49a1e718
      type=bond
      interface-name=bond0
      autoconnect-priority=10
      autoconnect-ports=1
      [ethernet]
      mtu=9000
      [bond]
      mode=802.3ad
      miimon=100
      lacp_rate=fast
      xmit_hash_policy=layer2+3
      [ipv4]
      method=disabled
      [ipv6]
      method=disabled
      === /etc/NetworkManager/system-connections/bond0.2.nmconnection 0600
      [connection]
      id=bond0.2
      uuid=dbf9174a-9ebe-5e77-95ef-21d7345ec802
      type=vlan
      interface-name=bond0.2
      autoconnect-priority=10
      controller=br2
      port-type=bridge
      [ethernet]
      mtu=1500
      [vlan]
      id=2
      parent=bond0
      flags=1
      === /etc/NetworkManager/system-connections/bond0.666.nmconnection 0600
      [connection]
      id=bond0.666
      uuid=5e0df237-c248-504f-ac85-d73c9ef74344
      type=vlan
      interface-name=bond0.666
      autoconnect-priority=10
      controller=br666
      port-type=bridge
      [ethernet]
      mtu=1500
      [vlan]
      id=666
      parent=bond0
      flags=1
      === /etc/NetworkManager/system-connections/bond0.667.nmconnection 0600
      [connection]
      id=bond0.667
      uuid=c0448816-566f-5922-afd0-7320fbe73690
      type=vlan
      interface-name=bond0.667
      autoconnect-priority=10
      [ethernet]
      mtu=9000
      [vlan]
      id=667
      parent=bond0
      flags=1
      [ipv4]
      method=manual
      address1=10.66.7.1/24
      never-default=true
      [ipv6]
      method=disabled
      === /etc/NetworkManager/system-connections/br2.nmconnection 0600
      [connection]
      id=br2
      uuid=432ddbfc-6f09-5a52-ae91-496f0e60f670
      type=bridge
      interface-name=br2
      autoconnect-priority=10
      autoconnect-ports=1
      [ethernet]
      mtu=1500
      [bridge]
      stp=true
      forward-delay=5
      [ipv4]
      method=disabled
      [ipv6]
      method=disabled
      === /etc/NetworkManager/system-connections/br666.nmconnection 0600
      [connection]
      id=br666
      uuid=99c02013-519b-50d9-a257-928ba144efe3
      type=bridge
      interface-name=br666
      autoconnect-priority=10
      autoconnect-ports=1
      [ethernet]
      mtu=1500
      [bridge]
      stp=true
      forward-delay=5
      [ipv4]
      method=manual
      address1=10.66.6.1/24,10.66.6.254
      [ipv6]
      method=disabled
      "
    `);
  });

  it('debian12', () => {
    expect(shown(networkFiles(debian12))).toMatchInlineSnapshot(`
      "=== /etc/network/interfaces 0644
      source /etc/network/interfaces.d/*

      auto lo
      iface lo inet loopback

      # eth0: sw1 Gi0/1
      # eth1: sw1 Gi0/2
      auto bond0
      iface bond0 inet manual
      	bond-slaves eth0 eth1
      	bond-mode 802.3ad
      	bond-miimon 100
      	bond-lacp-rate fast
      	bond-xmit-hash-policy layer2+3
      	mtu 9000

      auto bond0.667
      iface bond0.667 inet static
      	address 10.66.7.1/24
      	mtu 9000

      auto br2
      iface br2 inet manual
      	bridge_ports bond0.2
      	bridge_stp on
      	bridge_fd 5
      	bridge_maxwait 0
      	mtu 1500

      auto br666
      iface br666 inet static
      	address 10.66.6.1/24
      	gateway 10.66.6.254
      	bridge_ports bond0.666
      	bridge_stp on
      	bridge_fd 5
      	mtu 1500
      "
    `);
  });

  it('debian13 is spelt like debian12', () => {
    expect(shown(networkFiles(debian13))).toBe(shown(networkFiles(debian12)));
  });
});

/** What a careful person writes by hand for this host on each platform: `file: line`, or `file [section]: line`. */
const ports = ['eth0', 'eth1'] as const;
const tagged = ['2', '666'] as const;
const lines = (where: string, text: string): readonly string[] => text.split(' | ').map((it) => `${where}: ${it}`);

const scripts = '/etc/sysconfig/network-scripts/ifcfg-';
const ownIfcfg = 'BOOTPROTO=none | ONBOOT=yes | NM_CONTROLLED=no';
const byHandOnEl6: readonly string[] = [
  ...lines('/etc/sysconfig/network', 'NETWORKING=yes | HOSTNAME=hv1.example.org | GATEWAYDEV=br666'),
  ...lines('/etc/modprobe.d/bonding.conf', 'alias bond0 bonding'),
  ...ports.flatMap((it, n) =>
    lines(
      `${scripts}${it}`,
      `DEVICE=${it} | HWADDR=00:1e:c9:00:0a:0${n} | ${ownIfcfg} | MASTER=bond0 | SLAVE=yes | USERCTL=no | MTU=9000`,
    ),
  ),
  ...lines(
    `${scripts}bond0`,
    `DEVICE=bond0 | ${ownIfcfg} | USERCTL=no | MTU=9000 | BONDING_OPTS="mode=802.3ad miimon=100 lacp_rate=fast xmit_hash_policy=layer2+3"`,
  ),
  ...tagged.flatMap((it) => [
    ...lines(
      `${scripts}bond0.${it}`,
      `DEVICE=bond0.${it} | VLAN=yes | TYPE=Ethernet | ${ownIfcfg} | BRIDGE=br${it} | MTU=1500`,
    ),
    ...lines(`${scripts}br${it}`, `DEVICE=br${it} | TYPE=Bridge | ${ownIfcfg} | STP=on | DELAY=5 | MTU=1500`),
  ]),
  ...lines(`${scripts}br666`, 'IPADDR=10.66.6.1 | NETMASK=255.255.255.0 | GATEWAY=10.66.6.254 | NOZEROCONF=yes'),
  ...lines(
    `${scripts}bond0.667`,
    `DEVICE=bond0.667 | VLAN=yes | TYPE=Ethernet | ${ownIfcfg} | IPADDR=10.66.7.1 | NETMASK=255.255.255.0 | MTU=9000 | NOZEROCONF=yes`,
  ),
];

const keyfile = (name: string): string => `/etc/NetworkManager/system-connections/${name}.nmconnection`;
const section = (name: string, header: string, text: string): readonly string[] =>
  lines(`${keyfile(name)} [${header}]`, text);
const noIp = (name: string): readonly string[] => [
  ...section(name, 'ipv4', 'method=disabled'),
  ...section(name, 'ipv6', 'method=disabled'),
];
const withIp = (name: string, text: string): readonly string[] => [
  ...section(name, 'ipv4', `method=manual | ${text}`),
  ...section(name, 'ipv6', 'method=disabled'),
];

const byHandInKeyfiles = (port: string, portType: string, autoconnectPorts: string): readonly string[] => [
  ...section(
    'bond0',
    'connection',
    `id=bond0 | uuid=… | type=bond | interface-name=bond0 | autoconnect=true | ${autoconnectPorts}=1`,
  ),
  ...section('bond0', 'ethernet', 'mtu=9000'),
  ...section('bond0', 'bond', 'mode=802.3ad | miimon=100 | lacp_rate=fast | xmit_hash_policy=layer2+3'),
  ...noIp('bond0'),
  ...ports.flatMap((it, n) => [
    ...section(
      it,
      'connection',
      `id=${it} | uuid=… | type=ethernet | interface-name=${it} | ${port}=bond0 | ${portType}=bond`,
    ),
    ...section(it, 'ethernet', `mac-address=00:1e:c9:00:0a:0${n} | mtu=9000`),
  ]),
  ...tagged.flatMap((it) => [
    ...section(
      `bond0.${it}`,
      'connection',
      `id=bond0.${it} | uuid=… | type=vlan | interface-name=bond0.${it} | ${port}=br${it} | ${portType}=bridge`,
    ),
    ...section(`bond0.${it}`, 'ethernet', 'mtu=1500'),
    ...section(`bond0.${it}`, 'vlan', `id=${it} | parent=bond0 | flags=1`),
    ...section(
      `br${it}`,
      'connection',
      `id=br${it} | uuid=… | type=bridge | interface-name=br${it} | ${autoconnectPorts}=1`,
    ),
    ...section(`br${it}`, 'ethernet', 'mtu=1500'),
    ...section(`br${it}`, 'bridge', 'stp=true | forward-delay=5'),
  ]),
  ...noIp('br2'),
  ...withIp('br666', 'address1=10.66.6.1/24,10.66.6.254'),
  ...section('bond0.667', 'connection', 'id=bond0.667 | uuid=… | type=vlan | interface-name=bond0.667'),
  ...section('bond0.667', 'ethernet', 'mtu=9000'),
  ...section('bond0.667', 'vlan', 'id=667 | parent=bond0 | flags=1'),
  ...withIp('bond0.667', 'address1=10.66.7.1/24 | never-default=true'),
];

const stanza = (name: string, text: string): readonly string[] => lines(`/etc/network/interfaces [${name}]`, text);
const bridged = 'bridge_stp on | bridge_fd 5 | mtu 1500';
const byHandOnDebian: readonly string[] = [
  ...lines('/etc/network/interfaces []', 'source /etc/network/interfaces.d/*'),
  ...stanza('lo', 'auto lo | iface lo inet loopback'),
  ...stanza(
    'bond0',
    'auto bond0 | iface bond0 inet manual | bond-slaves eth0 eth1 | bond-mode 802.3ad | bond-miimon 100 | bond-lacp-rate fast | bond-xmit-hash-policy layer2+3 | mtu 9000',
  ),
  ...stanza('bond0.667', 'auto bond0.667 | iface bond0.667 inet static | address 10.66.7.1/24 | mtu 9000'),
  ...stanza('br2', `auto br2 | iface br2 inet manual | bridge_ports bond0.2 | bridge_maxwait 0 | ${bridged}`),
  ...stanza(
    'br666',
    `auto br666 | iface br666 inet static | address 10.66.6.1/24 | gateway 10.66.6.254 | bridge_ports bond0.666 | ${bridged}`,
  ),
];

/** The emitted lines in the same form. A comment before `auto` belongs to that stanza. */
const emitted = (platform: Platform): readonly string[] =>
  networkFiles(platform).flatMap((file) => {
    if (file.path === '/etc/network/interfaces') {
      return textOf(file)
        .trimEnd()
        .split('\n\n')
        .flatMap((text) => {
          const name = /^auto (\S+)/m.exec(text)?.[1] ?? '';
          return text.split('\n').map((it) => `${file.path} [${name}]: ${it.trim()}`);
        });
    }
    let header = '';
    return file.lines.flatMap(({ text }) => {
      const opened = /^\[(.+)\]$/.exec(text)?.[1];
      if (opened !== undefined) {
        header = ` [${opened}]`;
        return [];
      }
      return [`${file.path}${header}: ${text.replace(/^uuid=[0-9a-f-]{36}$/, 'uuid=…')}`];
    });
  });

interface Difference {
  readonly platforms: readonly Platform[];
  /** `+` is emitted and was not written by hand; `-` the other way round. */
  readonly sign: '+' | '-';
  readonly line: RegExp;
  readonly times: number;
  readonly reason: string;
}

const differences: readonly Difference[] = [
  {
    platforms: [el6],
    sign: '-',
    line: /ifcfg-(br666|bond0\.667): NOZEROCONF=yes$/,
    times: 2,
    reason: 'said once for all devices: the scripts add that route for a bond and a bridge without an address as well',
  },
  { platforms: [el6], sign: '+', line: /sysconfig\/network: NOZEROCONF=yes$/, times: 1, reason: 'here it is' },
  {
    platforms: [el6, el9, el10],
    sign: '+',
    line: /eth[01](\.nmconnection)?: # sw1 Gi0\/[12]$/,
    times: 2,
    reason: 'whoever stands before the rack with the file in hand reads where the cable ends',
  },
  {
    platforms: [debian12],
    sign: '+',
    line: /\[bond0\]: # eth[01]: sw1 Gi0\/[12]$/,
    times: 2,
    reason: 'the same; a port has no stanza of its own, so the bond says it for its ports',
  },
  {
    platforms: [el9, el10],
    sign: '-',
    line: /eth[01]\.nmconnection \[connection\]: interface-name=eth[01]$/,
    times: 2,
    reason: 'udev names NICs by slot there: the profile follows the card by its MAC address, whatever its name at boot',
  },
  {
    platforms: [el9, el10],
    sign: '-',
    line: /bond0\.nmconnection \[connection\]: autoconnect=true$/,
    times: 1,
    reason:
      'true is what NetworkManager takes where nothing is said, and it leaves the key out when it writes a profile',
  },
  {
    platforms: [el9, el10],
    sign: '+',
    line: /\.nmconnection \[connection\]: autoconnect-priority=10$/,
    times: 8,
    reason: "an installer's profile for the same NIC has priority 0, and would be an equal of ours at boot",
  },
];

/** Every difference is in the table, and every row of the table is a difference. The order of keys means nothing to these readers. */
describe('against the rendering by hand', () => {
  it.each([
    [el6, byHandOnEl6],
    [el9, byHandInKeyfiles('master', 'slave-type', 'autoconnect-slaves')],
    [el10, byHandInKeyfiles('controller', 'port-type', 'autoconnect-ports')],
    [debian12, byHandOnDebian],
  ] as const)('$id', (platform, byHand) => {
    const ours = emitted(platform);
    const found = [
      ...ours.filter((it) => !byHand.includes(it)).map((it) => `+ ${it}`),
      ...byHand.filter((it) => !ours.includes(it)).map((it) => `- ${it}`),
    ];
    const rows = differences.filter((it) => it.platforms.some(({ id }) => id === platform.id));
    const unexplained = found.filter((it) => !rows.some(({ sign, line }) => it.startsWith(sign) && line.test(it)));
    expect(unexplained).toEqual([]);
    for (const { sign, line, times, reason } of rows) {
      expect(found.filter((it) => it.startsWith(sign) && line.test(it)).length, reason).toBe(times);
    }
  });
});
