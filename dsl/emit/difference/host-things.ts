import type { Device, SiteHost } from '../../model/model.ts';
import { unreachable } from '../../text/unreachable.ts';
import { farEnd } from '../network/cable.ts';
import { kernelMode } from '../network/cause.ts';
import type { HostPlan, Step } from '../step.ts';
import type { Thing } from './thing.ts';

const said = (values: Readonly<Record<string, string | undefined>>): Readonly<Record<string, string>> =>
  Object.fromEntries(Object.entries(values).flatMap(([key, value]) => (value === undefined ? [] : [[key, value]])));

const addressOf = ({ dhcp, addresses }: Device): string | undefined =>
  dhcp !== undefined ? 'by DHCP' : addresses.map((it) => `${it.address}/${it.prefix}`).join(', ') || undefined;

const raw = ({ raw: keys }: Device): Readonly<Record<string, string>> =>
  Object.fromEntries(keys.map(({ key, value }) => [key, value]));

/** A VLAN under a bridge is told with the bridge, and a port's MTU with its bond. */
const deviceThing = (host: SiteHost, device: Device): Thing[] => {
  const { name, mtu } = device;
  const address = addressOf(device);
  const bytes = String(mtu.value);
  switch (device.kind) {
    case 'nic': {
      const bonded = host.bonds.some((it) => it.name === device.master);
      const values = said({
        MAC: device.mac,
        cable: farEnd(device) ?? 'none',
        MTU: bonded ? undefined : bytes,
        address,
      });
      return [
        { name: `NIC ${name}`, summary: `${device.mac} to ${values.cable}`, values: { ...values, ...raw(device) } },
      ];
    }
    case 'bond': {
      const members = device.members.map((it) => it.name).join(', ');
      const options = Object.fromEntries(device.options.map((it) => [it.name, it.value]));
      const values = said({ mode: kernelMode(device.mode), of: members, MTU: bytes, ...options, address });
      return [{ name: `bond ${name}`, summary: `${values.mode} of ${members}`, values: { ...values, ...raw(device) } }];
    }
    case 'vlan': {
      if (device.master !== undefined) return [];
      const values = said({ MTU: bytes, address });
      const summary = [device.vlan.name, address, `MTU ${bytes}`].filter((it) => it !== undefined).join(', ');
      return [{ name: `VLAN ${device.vlan.id} on ${device.lower}`, summary, values: { ...values, ...raw(device) } }];
    }
    case 'bridge': {
      const { vlan, stp, forwardDelay } = device;
      const port = host.vlans.find((it) => it.name === device.port);
      const over = port === undefined ? `${device.port}, untagged` : port.lower;
      const values = said({
        VLAN: `${vlan.id} ${vlan.name}`,
        over,
        MTU: bytes,
        'spanning tree': stp.value ? `on, forward delay ${forwardDelay.value} s` : 'off',
        address,
      });
      const summary = [`VLAN ${vlan.id} ${vlan.name} over ${over}`, address]
        .filter((it) => it !== undefined)
        .join(', ');
      return [{ name: `bridge ${name}`, summary, values: { ...values, ...raw(device) } }];
    }
    default:
      return unreachable(device);
  }
};

const stepThings = (step: Step): Thing[] => {
  switch (step.kind) {
    case 'file': {
      const content = step.lines.map(({ text }) => text).join('\n');
      const values = { content, mode: step.mode, owner: `${step.owner}:${step.group}` };
      return [{ name: `file ${step.path}`, values, unsaid: ['content'] }];
    }
    case 'secret-file': {
      const values = { secret: step.secret, mode: step.mode, owner: `${step.owner}:${step.group}` };
      return [{ name: `file ${step.path}`, summary: `the secret ${step.secret}`, values }];
    }
    case 'package':
      return step.names.map((it) => ({ name: `package ${it}`, values: {}, parting: 'stays installed' }));
    case 'service':
      return [{ name: `service ${step.name}`, summary: step.state, values: { '': step.state } }];
    case 'sysctl':
      return [
        {
          name: `sysctl ${step.key}`,
          summary: step.value,
          values: { '': step.value },
          parting: 'keeps its value until the next boot',
        },
      ];
    case 'command':
      return [
        { name: `command ${step.name}`, values: { run: step.run, unless: step.unless }, unsaid: ['run', 'unless'] },
      ];
    case 'authorized-key': {
      const [, key = '', ...comment] = step.key.split(' ');
      return [{ name: `key ${comment.join(' ') || key.slice(-16)}`, values: { key: step.key }, unsaid: ['key'] }];
    }
    case 'hostname':
    case 'device':
      return [];
    default:
      return unreachable(step);
  }
};

/** Files that say again what is told otherwise. */
const toldElsewhere =
  /^\/etc\/(hostname|resolv\.conf|ntp\.conf|chrony\.conf|systemd\/timesyncd\.conf\.d\/rackwright\.conf|sysctl\.conf|sysctl\.d\/90-rackwright\.conf)$/;

/** Everything that is said of a host. */
export const hostThings = (host: SiteHost, plan: HostPlan): readonly Thing[] => {
  const { platform, fqdn, defaultRoute, routes, spec, bmc } = host;
  const list = (words: readonly string[] | undefined): string | undefined => (words ?? []).join(', ') || undefined;
  const steps = plan.sections.filter((it) => it.name !== 'network').flatMap((it) => it.steps);
  const network = plan.sections.filter((it) => it.name === 'network').flatMap((it) => it.steps);
  return [
    { name: 'platform', values: { '': platform.title } },
    { name: 'hostname', values: { '': fqdn.value } },
    ...host.devices.flatMap((it) => deviceThing(host, it)),
    ...(bmc === undefined
      ? []
      : [
          {
            name: 'BMC',
            summary: bmc.address,
            values: { MAC: bmc.mac, address: bmc.address, VLAN: String(bmc.vlan.id) },
          },
        ]),
    ...(defaultRoute === undefined
      ? []
      : [
          {
            name: 'default route',
            values: { '': `by ${defaultRoute.gateway ?? 'DHCP'} through ${defaultRoute.device}` },
          },
        ]),
    ...routes.map(({ to, via }) => ({ name: `route to ${to}`, summary: `by ${via}`, values: { by: via } })),
    ...(['dns', 'ntp'] as const).flatMap((key) => {
      const words = list(spec[key]);
      const name = { dns: 'name servers', ntp: 'time servers' }[key];
      return words === undefined ? [] : [{ name, summary: words, values: { '': words } }];
    }),
    ...(spec.modprobe ?? []).map((it) => ({ name: `modprobe line ${it}`, values: {} })),
    ...steps.flatMap((it) => ('path' in it && toldElsewhere.test(it.path) ? [] : stepThings(it))),
    ...network.flatMap((it) => (it.kind === 'package' ? stepThings(it) : [])),
  ];
};
