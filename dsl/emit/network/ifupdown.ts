import { byDefault, place } from '../../language/place.ts';
import type { SiteHost } from '../../model/model.ts';
import { file, line } from '../host/steps.ts';
import type { FileStep, Line } from '../step.ts';
import type { NetworkBackend } from './backend.ts';
import { defaultRouteFrom, dhcpFrom, madeFrom, ownsDns } from './cause.ts';
import { stanzas } from './ifupdown-stanza.ts';

const path = '/etc/network/interfaces';
const debian = byDefault("as Debian's installer writes it: the loopback device, and room for the files of others");

const opening: readonly Line[] = ['source /etc/network/interfaces.d/*', '', 'auto lo', 'iface lo inet loopback'].map(
  (it) => line(it, debian),
);

const interfaces = (host: SiteHost): FileStep =>
  file({ path, lines: [...opening, ...stanzas(host)], from: [place(host.of)] });

/** dhclient asks these hooks before it acts on a lease: its name servers and routers count only where the stack says nothing else. */
const dhclientHook = (host: SiteHost): FileStep[] => {
  const lines: Line[] = [];
  const asking = host.devices.filter((it) => it.dhcp !== undefined);
  if (asking.length > 0 && ownsDns(host)) {
    lines.push(line('make_resolv_conf() { :; }', place(host.of, 'dns'), ...asking.flatMap((it) => it.dhcp ?? [])));
  }
  for (const device of asking) {
    const { name } = device;
    if (host.defaultRoute?.device === name) continue;
    lines.push(
      line(
        `[ "$interface" != ${name} ] || unset new_routers new_rfc3442_classless_static_routes`,
        ...defaultRouteFrom(host),
        ...dhcpFrom(device),
        ...madeFrom(host, device),
      ),
    );
  }
  return lines.length === 0
    ? []
    : [file({ path: '/etc/dhcp/dhclient-enter-hooks.d/rackwright', lines, from: lines.flatMap(({ from }) => from) })];
};

/**
 * Debian's ifupdown: one file for all devices, read from top to bottom at boot
 * by networking.service, which the package enables.
 */
export const ifupdown: NetworkBackend = {
  steps: (host) => [interfaces(host), ...dhclientHook(host)],
  filesOf: () => [path],
  delayWithoutTree: true,
};
