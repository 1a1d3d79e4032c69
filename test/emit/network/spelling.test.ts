import { describe, expect, it } from 'vitest';
import { debian12, el5, el6, el7, el9, el10 } from '../../../dsl/index.ts';
import type { SiteHost } from '../../../dsl/model/model.ts';
import { asking, bare, filesOf, flat, raw, shown, textOf } from './sites.ts';

/** One file, or of the file of all devices one stanza. */
const said = (host: SiteHost, name: string): string => {
  const file = filesOf(host).find(({ path }) => path.endsWith(name));
  if (file !== undefined) return textOf(file);
  const all = filesOf(host).find(({ path }) => path === '/etc/network/interfaces');
  const stanza = (all === undefined ? '' : textOf(all)).split('\n\n').find((it) => it.includes(`iface ${name} `));
  if (stanza === undefined) throw new Error(`nothing is said of ${name}`);
  return stanza.endsWith('\n') ? stanza : `${stanza}\n`;
};

const profile = (name: string): string => `/${name}.nmconnection`;
const script = (name: string): string => `/ifcfg-${name}`;

describe('several addresses, the default route and static routes', () => {
  it('el5', () => {
    expect(said(bare(el5), script('eth0'))).toMatchInlineSnapshot(`
      "# sw1 Gi0/3
      DEVICE=eth0
      HWADDR=00:1e:c9:00:0a:02
      BOOTPROTO=none
      ONBOOT=yes
      USERCTL=no
      MTU=1500
      IPADDR=10.66.6.7
      NETMASK=255.255.255.0
      GATEWAY=10.66.6.254
      "
    `);
    expect(said(bare(el5), '/route-eth0')).toMatchInlineSnapshot(`
      "10.0.0.0/8 via 10.66.6.253 dev eth0
      172.16.0.0/12 via 10.66.6.252 dev eth0
      "
    `);
    expect(said(bare(el5), script('eth0:2'))).toMatchInlineSnapshot(`
      "DEVICE=eth0:2
      ONPARENT=yes
      IPADDR=10.66.6.9
      NETMASK=255.255.255.0
      "
    `);
  });
  it('el6', () => {
    expect(said(bare(el6), script('eth0'))).toMatchInlineSnapshot(`
      "# sw1 Gi0/3
      DEVICE=eth0
      HWADDR=00:1e:c9:00:0a:02
      BOOTPROTO=none
      ONBOOT=yes
      USERCTL=no
      NM_CONTROLLED=no
      MTU=1500
      IPADDR=10.66.6.7
      NETMASK=255.255.255.0
      IPADDR1=10.66.6.8
      NETMASK1=255.255.255.0
      IPADDR2=10.66.6.9
      NETMASK2=255.255.255.0
      GATEWAY=10.66.6.254
      "
    `);
    expect(said(bare(el6), '/route-eth0')).toMatchInlineSnapshot(`
      "10.0.0.0/8 via 10.66.6.253 dev eth0
      172.16.0.0/12 via 10.66.6.252 dev eth0
      "
    `);
  });
  it('el7', () => {
    expect(said(bare(el7), script('eth0'))).toMatchInlineSnapshot(`
      "# sw1 Gi0/3
      TYPE=Ethernet
      DEVICE=eth0
      NAME=eth0
      UUID=6eba23a5-780f-598b-ba31-1c1a449f2148
      HWADDR=00:1e:c9:00:0a:02
      ONBOOT=yes
      AUTOCONNECT_PRIORITY=10
      MTU=1500
      BOOTPROTO=none
      IPADDR=10.66.6.7
      PREFIX=24
      IPADDR1=10.66.6.8
      PREFIX1=24
      IPADDR2=10.66.6.9
      PREFIX2=24
      GATEWAY=10.66.6.254
      DEFROUTE=yes
      DNS1=10.66.6.53
      DNS2=10.66.6.54
      DOMAIN=example.org
      IPV6INIT=no
      IPV6_DISABLED=yes
      "
    `);
    expect(said(bare(el7), '/route-eth0')).toMatchInlineSnapshot(`
      "10.0.0.0/8 via 10.66.6.253 dev eth0
      172.16.0.0/12 via 10.66.6.252 dev eth0
      "
    `);
  });
  it('el9', () => {
    expect(said(bare(el9), profile('eth0'))).toMatchInlineSnapshot(`
      "# sw1 Gi0/3
      [connection]
      id=eth0
      uuid=6eba23a5-780f-598b-ba31-1c1a449f2148
      type=ethernet
      autoconnect-priority=10
      [ethernet]
      mac-address=00:1e:c9:00:0a:02
      mtu=1500
      [ipv4]
      method=manual
      address1=10.66.6.7/24,10.66.6.254
      address2=10.66.6.8/24
      address3=10.66.6.9/24
      dns=10.66.6.53;10.66.6.54;
      dns-search=example.org;
      route1=10.0.0.0/8,10.66.6.253
      route2=172.16.0.0/12,10.66.6.252
      [ipv6]
      method=disabled
      "
    `);
  });
  it('debian12', () => {
    expect(said(bare(debian12), 'eth0')).toMatchInlineSnapshot(`
      "# eth0: sw1 Gi0/3
      auto eth0
      iface eth0 inet static
      	address 10.66.6.7/24
      	gateway 10.66.6.254
      	mtu 1500
      	up ip address replace 10.66.6.8/24 dev eth0
      	up ip address replace 10.66.6.9/24 dev eth0
      	up ip route replace 10.0.0.0/8 via 10.66.6.253 dev eth0
      	up ip route replace 172.16.0.0/12 via 10.66.6.252 dev eth0
      "
    `);
  });
});

describe('an address on a cable without a VLAN, with the default route elsewhere', () => {
  it('el5', () => {
    expect(said(bare(el5), script('eth1'))).toMatchInlineSnapshot(`
      "# crossover
      DEVICE=eth1
      HWADDR=00:1e:c9:00:0a:03
      BOOTPROTO=none
      ONBOOT=yes
      USERCTL=no
      MTU=9000
      IPADDR=192.168.255.1
      NETMASK=255.255.255.252
      "
    `);
  });
  it('el6', () => {
    expect(said(bare(el6), script('eth1'))).toMatchInlineSnapshot(`
      "# crossover
      DEVICE=eth1
      HWADDR=00:1e:c9:00:0a:03
      BOOTPROTO=none
      ONBOOT=yes
      USERCTL=no
      NM_CONTROLLED=no
      MTU=9000
      IPADDR=192.168.255.1
      NETMASK=255.255.255.252
      IPADDR1=192.168.254.1
      NETMASK1=255.255.255.252
      "
    `);
  });
  it('el7', () => {
    expect(said(bare(el7), script('eth1'))).toMatchInlineSnapshot(`
      "# crossover
      TYPE=Ethernet
      DEVICE=eth1
      NAME=eth1
      UUID=14d3b22b-34fb-5523-8a50-ae91d27dd5af
      HWADDR=00:1e:c9:00:0a:03
      ONBOOT=yes
      AUTOCONNECT_PRIORITY=10
      MTU=9000
      BOOTPROTO=none
      IPADDR=192.168.255.1
      PREFIX=30
      IPADDR1=192.168.254.1
      PREFIX1=30
      DEFROUTE=no
      IPV6INIT=no
      IPV6_DISABLED=yes
      "
    `);
  });
  it('el9', () => {
    expect(said(bare(el9), profile('eth1'))).toMatchInlineSnapshot(`
      "# crossover
      [connection]
      id=eth1
      uuid=14d3b22b-34fb-5523-8a50-ae91d27dd5af
      type=ethernet
      autoconnect-priority=10
      [ethernet]
      mac-address=00:1e:c9:00:0a:03
      mtu=9000
      [ipv4]
      method=manual
      address1=192.168.255.1/30
      address2=192.168.254.1/30
      never-default=true
      route1=192.168.0.0/16,192.168.255.2
      [ipv6]
      method=disabled
      "
    `);
  });
  it('debian12', () => {
    expect(said(bare(debian12), 'eth1')).toMatchInlineSnapshot(`
      "# eth1: crossover
      auto eth1
      iface eth1 inet static
      	address 192.168.255.1/30
      	mtu 9000
      	up ip address replace 192.168.254.1/30 dev eth1
      	up ip route replace 192.168.0.0/16 via 192.168.255.2 dev eth1
      "
    `);
  });
});

describe('a NIC that nothing rides on has no address, and asks nobody for one', () => {
  it('el5', () => {
    expect(said(bare(el5), script('eth3'))).toMatchInlineSnapshot(`
      "DEVICE=eth3
      HWADDR=00:1e:c9:00:0a:05
      BOOTPROTO=none
      ONBOOT=yes
      USERCTL=no
      MTU=1500
      "
    `);
  });
  it('el6', () => {
    expect(said(bare(el6), script('eth3'))).toMatchInlineSnapshot(`
      "DEVICE=eth3
      HWADDR=00:1e:c9:00:0a:05
      BOOTPROTO=none
      ONBOOT=yes
      USERCTL=no
      NM_CONTROLLED=no
      MTU=1500
      "
    `);
  });
  it('el7', () => {
    expect(said(bare(el7), script('eth3'))).toMatchInlineSnapshot(`
      "TYPE=Ethernet
      DEVICE=eth3
      NAME=eth3
      UUID=f365d4ba-79af-52c9-a313-dba011ca37cb
      HWADDR=00:1e:c9:00:0a:05
      ONBOOT=yes
      AUTOCONNECT_PRIORITY=10
      MTU=1500
      BOOTPROTO=none
      IPV6INIT=no
      IPV6_DISABLED=yes
      "
    `);
  });
  it('el9', () => {
    expect(said(bare(el9), profile('eth3'))).toMatchInlineSnapshot(`
      "[connection]
      id=eth3
      uuid=f365d4ba-79af-52c9-a313-dba011ca37cb
      type=ethernet
      autoconnect-priority=10
      [ethernet]
      mac-address=00:1e:c9:00:0a:05
      mtu=1500
      [ipv4]
      method=disabled
      [ipv6]
      method=disabled
      "
    `);
  });
  it('debian12', () => {
    expect(said(bare(debian12), 'eth3')).toMatchInlineSnapshot(`
      "auto eth3
      iface eth3 inet manual
      	mtu 1500
      "
    `);
  });
});

describe('DHCP where the default route is elsewhere and the name servers are our own', () => {
  it('el5', () => {
    expect(said(asking(el5), script('eth1'))).toMatchInlineSnapshot(`
      "# sw1 Gi0/5
      DEVICE=eth1
      HWADDR=00:1e:c9:00:0a:07
      BOOTPROTO=dhcp
      ONBOOT=yes
      USERCTL=no
      MTU=1500
      PEERDNS=no
      "
    `);
    expect(said(asking(el5), '/dhclient-enter-hooks')).toMatchInlineSnapshot(`
      "[ "$interface" != eth1 ] || unset new_routers
      [ "$interface" != eth0.667 ] || unset new_routers
      "
    `);
  });
  it('el6', () => {
    expect(said(asking(el6), script('eth1'))).toMatchInlineSnapshot(`
      "# sw1 Gi0/5
      DEVICE=eth1
      HWADDR=00:1e:c9:00:0a:07
      BOOTPROTO=dhcp
      ONBOOT=yes
      USERCTL=no
      NM_CONTROLLED=no
      MTU=1500
      PEERDNS=no
      DEFROUTE=no
      "
    `);
  });
  it('el7', () => {
    expect(said(asking(el7), script('eth1'))).toMatchInlineSnapshot(`
      "# sw1 Gi0/5
      TYPE=Ethernet
      DEVICE=eth1
      NAME=eth1
      UUID=c3311fb2-8767-56ec-a860-15b88a53be6e
      HWADDR=00:1e:c9:00:0a:07
      ONBOOT=yes
      AUTOCONNECT_PRIORITY=10
      MTU=1500
      BOOTPROTO=dhcp
      DEFROUTE=no
      PEERDNS=no
      IPV6INIT=no
      IPV6_DISABLED=yes
      "
    `);
  });
  it('el9', () => {
    expect(said(asking(el9), profile('eth1'))).toMatchInlineSnapshot(`
      "# sw1 Gi0/5
      [connection]
      id=eth1
      uuid=c3311fb2-8767-56ec-a860-15b88a53be6e
      type=ethernet
      autoconnect-priority=10
      [ethernet]
      mac-address=00:1e:c9:00:0a:07
      mtu=1500
      [ipv4]
      method=auto
      never-default=true
      ignore-auto-dns=true
      [ipv6]
      method=disabled
      "
    `);
  });
  it('debian12', () => {
    expect(said(asking(debian12), 'eth1')).toMatchInlineSnapshot(`
      "# eth1: sw1 Gi0/5
      auto eth1
      iface eth1 inet dhcp
      	up ip link set dev eth1 mtu 1500
      "
    `);
    expect(said(asking(debian12), '/rackwright')).toMatchInlineSnapshot(`
      "make_resolv_conf() { :; }
      [ "$interface" != eth1 ] || unset new_routers new_rfc3442_classless_static_routes
      [ "$interface" != eth0.667 ] || unset new_routers new_rfc3442_classless_static_routes
      "
    `);
  });
});

describe('DHCP with the default route and the name servers', () => {
  it('el5', () => {
    expect(said(asking(el5, false), script('br666'))).toMatchInlineSnapshot(`
      "DEVICE=br666
      TYPE=Bridge
      BOOTPROTO=dhcp
      ONBOOT=yes
      MTU=1500
      STP=off
      DELAY=0
      "
    `);
  });
  it('el6', () => {
    expect(said(asking(el6, false), script('br666'))).toMatchInlineSnapshot(`
      "DEVICE=br666
      TYPE=Bridge
      BOOTPROTO=dhcp
      ONBOOT=yes
      NM_CONTROLLED=no
      MTU=1500
      STP=off
      DELAY=0
      "
    `);
  });
  it('el7', () => {
    expect(said(asking(el7, false), script('br666'))).toMatchInlineSnapshot(`
      "TYPE=Bridge
      DEVICE=br666
      NAME=br666
      UUID=7faff383-dafb-56cd-afaf-50538142e9b5
      ONBOOT=yes
      AUTOCONNECT_PRIORITY=10
      AUTOCONNECT_SLAVES=yes
      MTU=1500
      STP=off
      BOOTPROTO=dhcp
      DEFROUTE=yes
      IPV6INIT=no
      IPV6_DISABLED=yes
      "
    `);
  });
  it('el9', () => {
    expect(said(asking(el9, false), profile('br666'))).toMatchInlineSnapshot(`
      "[connection]
      id=br666
      uuid=7faff383-dafb-56cd-afaf-50538142e9b5
      type=bridge
      interface-name=br666
      autoconnect-priority=10
      autoconnect-slaves=1
      [ethernet]
      mtu=1500
      [bridge]
      stp=false
      [ipv4]
      method=auto
      [ipv6]
      method=disabled
      "
    `);
  });
  it('debian12', () => {
    expect(said(asking(debian12, false), 'br666')).toMatchInlineSnapshot(`
      "auto br666
      iface br666 inet dhcp
      	bridge_ports eth0.666
      	bridge_stp off
      	bridge_fd 0
      	mtu 1500
      	up ip link set dev br666 mtu 1500
      "
    `);
  });
});

describe('a bond under an untagged bridge', () => {
  it('el5', () => {
    expect(said(flat(el5), script('bond1'))).toMatchInlineSnapshot(`
      "DEVICE=bond1
      BOOTPROTO=none
      ONBOOT=yes
      BRIDGE=br0
      USERCTL=no
      BONDING_OPTS="mode=active-backup arp_interval=500 arp_ip_target=+10.66.6.254 arp_ip_target=+10.66.6.253 primary=eth1"
      "
    `);
  });
  it('el6', () => {
    expect(said(flat(el6), script('bond1'))).toMatchInlineSnapshot(`
      "DEVICE=bond1
      BOOTPROTO=none
      ONBOOT=yes
      BRIDGE=br0
      USERCTL=no
      NM_CONTROLLED=no
      MTU=1500
      BONDING_OPTS="mode=active-backup arp_interval=500 arp_ip_target=10.66.6.254,10.66.6.253 primary=eth1"
      "
    `);
  });
  it('el7', () => {
    expect(said(flat(el7), script('bond1'))).toMatchInlineSnapshot(`
      "TYPE=Bond
      BONDING_MASTER=yes
      DEVICE=bond1
      NAME=bond1
      UUID=470b853a-07ce-5244-8372-9b41c59c6d4e
      ONBOOT=yes
      AUTOCONNECT_PRIORITY=10
      AUTOCONNECT_SLAVES=yes
      BRIDGE=br0
      MTU=1500
      BONDING_OPTS="mode=active-backup arp_interval=500 arp_ip_target=10.66.6.254,10.66.6.253 primary=eth1"
      BOOTPROTO=none
      "
    `);
  });
  it('el9', () => {
    expect(said(flat(el9), profile('bond1'))).toMatchInlineSnapshot(`
      "[connection]
      id=bond1
      uuid=470b853a-07ce-5244-8372-9b41c59c6d4e
      type=bond
      interface-name=bond1
      autoconnect-priority=10
      autoconnect-slaves=1
      master=br0
      slave-type=bridge
      [ethernet]
      mtu=1500
      [bond]
      mode=active-backup
      arp_interval=500
      arp_ip_target=10.66.6.254,10.66.6.253
      primary=eth1
      "
    `);
  });
  it('el10', () => {
    expect(said(flat(el10), profile('bond1'))).toMatchInlineSnapshot(`
      "[connection]
      id=bond1
      uuid=470b853a-07ce-5244-8372-9b41c59c6d4e
      type=bond
      interface-name=bond1
      autoconnect-priority=10
      autoconnect-ports=1
      controller=br0
      port-type=bridge
      [ethernet]
      mtu=1500
      [bond]
      mode=active-backup
      arp_interval=500
      arp_ip_target=10.66.6.254,10.66.6.253
      primary=eth1
      "
    `);
  });
  it('debian12', () => {
    expect(said(flat(debian12), 'bond1')).toMatchInlineSnapshot(`
      "# eth0: sw1 Gi0/6
      # eth1: sw1 Gi0/7
      auto bond1
      iface bond1 inet manual
      	bond-slaves eth0 eth1
      	bond-mode active-backup
      	bond-arp-interval 500
      	bond-arp-ip-target 10.66.6.254 10.66.6.253
      	bond-primary eth1
      	mtu 1500
      "
    `);
  });
});

describe('a bridge without spanning tree', () => {
  it('el5', () => {
    expect(said(flat(el5), script('br0'))).toMatchInlineSnapshot(`
      "DEVICE=br0
      TYPE=Bridge
      BOOTPROTO=none
      ONBOOT=yes
      MTU=1500
      STP=off
      DELAY=0
      IPADDR=10.66.6.20
      NETMASK=255.255.255.0
      "
    `);
  });
  it('el6', () => {
    expect(said(flat(el6), script('br0'))).toMatchInlineSnapshot(`
      "DEVICE=br0
      TYPE=Bridge
      BOOTPROTO=none
      ONBOOT=yes
      NM_CONTROLLED=no
      MTU=1500
      STP=off
      DELAY=0
      IPADDR=10.66.6.20
      NETMASK=255.255.255.0
      IPADDR1=10.66.6.21
      NETMASK1=255.255.255.0
      "
    `);
  });
  it('el7', () => {
    expect(said(flat(el7), script('br0'))).toMatchInlineSnapshot(`
      "TYPE=Bridge
      DEVICE=br0
      NAME=br0
      UUID=04822fd9-a02f-5fd0-8cac-cf9887c32cce
      ONBOOT=yes
      AUTOCONNECT_PRIORITY=10
      AUTOCONNECT_SLAVES=yes
      MTU=1500
      STP=off
      BOOTPROTO=none
      IPADDR=10.66.6.20
      PREFIX=24
      IPADDR1=10.66.6.21
      PREFIX1=24
      DEFROUTE=no
      IPV6INIT=no
      IPV6_DISABLED=yes
      "
    `);
  });
  it('el9: no forward delay, which NetworkManager would not hand on', () => {
    expect(said(flat(el9), profile('br0'))).toMatchInlineSnapshot(`
      "[connection]
      id=br0
      uuid=04822fd9-a02f-5fd0-8cac-cf9887c32cce
      type=bridge
      interface-name=br0
      autoconnect-priority=10
      autoconnect-slaves=1
      [ethernet]
      mtu=1500
      [bridge]
      stp=false
      [ipv4]
      method=manual
      address1=10.66.6.20/24
      address2=10.66.6.21/24
      never-default=true
      [ipv6]
      method=disabled
      "
    `);
  });
  it('debian12', () => {
    expect(said(flat(debian12), 'br0')).toMatchInlineSnapshot(`
      "auto br0
      iface br0 inet static
      	address 10.66.6.20/24
      	bridge_ports bond1
      	bridge_stp off
      	bridge_fd 0
      	mtu 1500
      	up ip address replace 10.66.6.21/24 dev br0
      "
    `);
  });
});

describe('raw keys stand after ours', () => {
  it('el5', () => {
    expect(said(raw(el5), script('eth0'))).toMatchInlineSnapshot(`
      "# sw1 Gi0/10
      DEVICE=eth0
      HWADDR=00:1e:c9:00:0a:0c
      BOOTPROTO=none
      ONBOOT=yes
      MASTER=bond0
      SLAVE=yes
      USERCTL=no
      ETHTOOL_OPTS="autoneg on"
      "
    `);
  });
  it('el6', () => {
    expect(said(raw(el6), script('eth0'))).toMatchInlineSnapshot(`
      "# sw1 Gi0/10
      DEVICE=eth0
      HWADDR=00:1e:c9:00:0a:0c
      BOOTPROTO=none
      ONBOOT=yes
      MASTER=bond0
      SLAVE=yes
      USERCTL=no
      NM_CONTROLLED=no
      MTU=1500
      ETHTOOL_OPTS="autoneg on; wol g"
      "
    `);
  });
  it('el7', () => {
    expect(said(raw(el7), script('eth0'))).toMatchInlineSnapshot(`
      "# sw1 Gi0/10
      TYPE=Ethernet
      DEVICE=eth0
      NAME=eth0
      UUID=8d745731-3029-5882-8a62-3d04b0d13951
      HWADDR=00:1e:c9:00:0a:0c
      ONBOOT=yes
      AUTOCONNECT_PRIORITY=10
      MASTER=bond0
      SLAVE=yes
      MTU=1500
      BOOTPROTO=none
      ETHTOOL_OPTS="wol g"
      "
    `);
  });
  it('el9', () => {
    expect(said(raw(el9), profile('br666'))).toMatchInlineSnapshot(`
      "[connection]
      id=br666
      uuid=770b09b8-6fb4-5a3a-ac85-58d8b0e65cb3
      type=bridge
      interface-name=br666
      autoconnect-priority=10
      autoconnect-slaves=1
      [ethernet]
      mtu=1500
      [bridge]
      stp=false
      ageing-time=200
      [ipv4]
      method=manual
      address1=10.66.6.30/24,10.66.6.254
      [ipv6]
      method=disabled
      [user]
      rackwright.note=a;b
      "
    `);
  });
  it('debian12: a port of a bond gets a stanza for them', () => {
    expect(said(raw(debian12), 'eth0')).toMatchInlineSnapshot(`
      "# eth0: sw1 Gi0/10
      allow-bond0 eth0
      iface eth0 inet manual
      	mtu 1500
      	offload-tso off
      "
    `);
  });
});

describe('the clock of a host that asks for no time servers', () => {
  it.each([el6, el9, debian12])('$id: is not spoken of', (platform) => {
    expect(shown(filesOf(bare(platform)))).not.toMatch(/ntp|chrony|timesyncd/);
  });
});
