import { type Place, place, within } from '../language/place.ts';
import type { Install, SiteHost } from '../model/model.ts';
import type { Check } from './check.ts';
import { installExample, listed } from './install-example.ts';

const why = 'What stands outside of %pre is read before any host is found, so it is the same for all of them.';

/** What one file says once, each with where a host says it. */
const common = ({ of, platform }: SiteHost, it: Install): readonly (readonly [string, string, Place])[] => [
  ['platform', platform.id, place(of, 'platform')],
  ['source', JSON.stringify([it.url, it.repositories.map(({ name, url }) => [name, url])]), within(it.at, 'source')],
  ['root', it.root, within(it.at, 'root')],
];

const pair = (mark: string, close: string, root: string): string => {
  const shared = { shared: "'base'", server: "'http://10.66.8.250/example'" };
  return (
    installExample({ ...shared, root: `${mark && '‹'}'locked'${close && '›'}` }) +
    installExample({ ...shared, root: `${mark}${root}${close}` }, { name: 'web2', n: 6 }) +
    listed('web1', 'web2')
  );
};

export const sharedKickstartFitsAll: Check = {
  code: 'shared-kickstart-fits-all',
  severity: 'error',
  law: 'Hosts that share a kickstart have the same platform, source and root.',
  why,
  covers: [],
  fatal: true,
  bad: pair('«', '»', "'$6$saltsalt$b8VGcXZ0mQ1'"),
  good: pair('', '', "'locked'"),
  *find({ hosts }) {
    const first = new Map<string, { readonly host: SiteHost; readonly install: Install }>();
    for (const host of hosts) {
      const { install } = host;
      if (install?.shared === undefined) continue;
      const known = first.get(install.shared);
      if (known === undefined) {
        first.set(install.shared, { host, install });
        continue;
      }
      const others = common(known.host, known.install);
      for (const [index, [key, value, at]] of common(host, install).entries()) {
        const [, other, there] = others[index] ?? [];
        if (value === other || there === undefined) continue;
        yield {
          message: `${host.name} and ${known.host.name} share the kickstart ${install.shared}, and differ in ${key}`,
          at,
          also: [{ at: there, message: `the ${key} of ${known.host.name}` }],
          why,
          fix: `Write the same ${key} for both, or another name in shared.`,
        };
        break;
      }
    }
  },
};
