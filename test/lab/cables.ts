import type { Model, Nic, SiteHost } from '../../dsl/model/model.ts';
import { network } from '../../dsl/text/ipv4.ts';

/** One end of a cable of the model: a device of a host, or a port of a switch. */
export interface ModelEnd {
  readonly machine: string;
  readonly card: string;
  /** Of a host's card. A switch's are its own. */
  readonly mac?: string;
}

export type ModelCable = readonly [ModelEnd, ModelEnd];

const networksOf = (nic: Nic): readonly number[] =>
  nic.addresses.map(({ address, prefix }) => network(`${address}/${prefix}`).first);

/** What is said of a crossover cable is the subnet at both of its ends. */
const meets = (nic: Nic, other: Nic): boolean => networksOf(nic).some((it) => networksOf(other).includes(it));

/** The cables between machines of the lab: from host to switch, from switch to switch, from host to host. */
export const cables = ({ hosts, links }: Model, isMachine: (host: SiteHost) => boolean): readonly ModelCable[] => {
  const cards = hosts
    .filter(isMachine)
    .flatMap((host) =>
      host.nics.map((nic) => ({ host, nic, end: { machine: host.name, card: nic.name, mac: nic.mac } })),
    );
  const found: ModelCable[] = [];
  for (const { nic, end } of cards)
    if (nic.cable?.kind === 'switch-port') found.push([end, { machine: nic.cable.switch.name, card: nic.cable.port }]);
  const crossed = cards.filter(({ nic }) => nic.cable?.kind === 'crossover');
  for (const [index, one] of crossed.entries())
    for (const other of crossed.slice(index + 1)) if (meets(one.nic, other.nic)) found.push([one.end, other.end]);
  for (const { of } of links)
    for (const [a, b] of of.spec.cables)
      found.push([
        { machine: a.switch.name, card: a.port },
        { machine: b.switch.name, card: b.port },
      ]);
  return found;
};
