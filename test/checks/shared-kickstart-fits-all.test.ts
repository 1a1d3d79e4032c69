import { it } from 'vitest';
import { sharedKickstartFitsAll as law } from '../../dsl/checks/shared-kickstart-fits-all.ts';
import { el9, el10 } from '../../dsl/index.ts';
import { expectFindings, expectValid } from './harness.ts';
import { both } from './installed.ts';

const shared = 'base';

it('accepts hosts that differ in their disks, sizes and addresses, and files of their own', () => {
  expectValid(law, both({ shared }, { shared, disk: 'serial/B', layout: { '/': 'rest' }, packages: ['vim'] }));
  expectValid(law, both({ shared }, { shared: 'other', root: '$6$a$b' }));
  expectValid(law, both({}, { root: '$6$a$b' }, [el9, el10]));
});

it('finds what one file cannot say twice', () => {
  const say = (key: string) => `hv2 and hv1 share the kickstart base, and differ in ${key}`;
  expectFindings(law, both({ shared }, { shared }, [el9, el10]), [
    `hv2.platform: ${say('platform')} (+ hv1.platform: the platform of hv1)`,
  ]);
  expectFindings(law, both({ shared }, { shared, source: { url: 'http://10.66.8.251/os' } }), [
    `hv2.install.source: ${say('source')} (+ hv1.install.source: the source of hv1)`,
  ]);
  expectFindings(law, both({ shared }, { shared, root: '$6$a$b' }), [
    `hv2.install.root: ${say('root')} (+ hv1.install.root: the root of hv1)`,
  ]);
});
