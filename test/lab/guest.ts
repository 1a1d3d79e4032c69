import { insideOf, type Machine, type Somewhere } from './machine.ts';

/** A guest of a bridge, as far as the network is concerned: one end of a pair, whose other end is a port of the bridge. */
export const guest = async (host: Machine, bridge: string, address: string): Promise<Somewhere> => {
  const name = `guest-${bridge}`;
  await host.run(`
    set -e
    ip netns add ${name}
    ip link add vnet-${bridge} type veth peer name eth0 netns ${name}
    ip link set vnet-${bridge} master ${bridge} up
    ip -n ${name} addr add ${address}/24 dev eth0
    ip -n ${name} link set eth0 up`);
  return insideOf(host, name);
};
