import { place } from '../../language/place.ts';
import type { SiteHost } from '../../model/model.ts';
import type { PlatformFacts } from '../../platforms/facts.ts';
import type { FileStep } from '../step.ts';
import { file, line } from './steps.ts';

const resolvConf = ({ of, spec }: SiteHost): readonly FileStep[] => {
  const { dns = [], domain } = spec;
  if (dns.length === 0) return [];
  const search = domain === undefined ? [] : [line(`search ${domain}`, place(of, 'domain'), place(of, 'dns'))];
  const servers = dns.map((it, index) => line(`nameserver ${it}`, place(of, 'dns', index)));
  return [file({ path: '/etc/resolv.conf', lines: [...search, ...servers], from: [place(of, 'dns')] })];
};

/** NetworkManager writes resolv.conf itself, from the profile of the default route. */
const spellings = {
  'early-ifcfg': resolvConf,
  ifcfg: resolvConf,
  'managed-ifcfg': () => [],
  keyfile: () => [],
  ifupdown: resolvConf,
} satisfies Record<PlatformFacts['network'], (host: SiteHost) => readonly FileStep[]>;

export const resolverSteps = (host: SiteHost): readonly FileStep[] => spellings[host.platform.network](host);
