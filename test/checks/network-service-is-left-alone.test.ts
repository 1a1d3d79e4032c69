import { it } from 'vitest';
import { networkServiceIsLeftAlone as law } from '../../dsl/checks/network-service-is-left-alone.ts';
import { debian12, el6, el7, el8, el9, el10 } from '../../dsl/index.ts';
import { box, expectFindings, expectValid, site } from './harness.ts';

const file = (...restarts: string[]) => ({ files: { '/etc/x': { content: '', restarts } } });
const on = (platform: unknown, spec: object) => site([box('web1', { platform, ...spec })]);

it.each([
  ['another service', el9, { ...file('sshd'), services: { sshd: 'stopped' } }],
  ['that it runs', el9, { services: { NetworkManager: 'running' } }],
  ['the service of another platform', el6, { ...file('NetworkManager'), services: { NetworkManager: 'stopped' } }],
  [
    'a service that is called alike',
    debian12,
    { ...file('networking-extras'), services: { 'systemd-networkd': 'stopped' } },
  ],
])('says nothing of %s', (_, platform, spec) => expectValid(law, on(platform, spec)));

it.each([
  [el6, 'network', 'Enterprise Linux 6'],
  [el7, 'network', 'Enterprise Linux 7'],
  [el8, 'NetworkManager', 'Enterprise Linux 8'],
  [el9, 'NetworkManager', 'Enterprise Linux 9'],
  [el10, 'NetworkManager', 'Enterprise Linux 10'],
  [debian12, 'networking', 'Debian 12'],
])('refuses on %o to stop or restart %s', (platform, service, title) => {
  expectFindings(law, on(platform, { ...file('sshd', service), services: { [service]: 'stopped' } }), [
    `web1.files./etc/x.restarts.1: /etc/x of web1 restarts ${service}, which keeps the network of ${title}`,
    `web1.services.${service}: web1 stops ${service}, which keeps the network of ${title}`,
  ]);
});

it('knows it by its whole name', () => {
  expectFindings(law, on(debian12, file('networking.service')), [
    'web1.files./etc/x.restarts.0: /etc/x of web1 restarts networking, which keeps the network of Debian 12',
  ]);
});
