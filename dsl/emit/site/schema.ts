import * as z from 'zod';

const text = z.string();
const count = z.number().int();

const vlan = z.strictObject({
  name: text,
  id: count,
  subnet: text.optional(),
  gateway: text.optional(),
  mtu: count,
  trust: text.optional(),
});

const traffic = z.discriminatedUnion('mode', [
  z.strictObject({ mode: z.literal('access'), vlan: text }),
  z.strictObject({
    mode: z.literal('trunk'),
    native: count,
    vlans: z.array(z.strictObject({ vlan: text, tagged: z.boolean() })),
  }),
  z.strictObject({ mode: z.literal('idle') }),
  z.strictObject({ mode: z.literal('unused') }),
]);

const peer = z.strictObject({
  host: text.optional(),
  nic: text.optional(),
  bmc: text.optional(),
  switch: text.optional(),
  port: text.optional(),
  link: text.optional(),
  unmodelled: text.optional(),
});

const siteSwitch = z.strictObject({
  name: text,
  family: text,
  management: z.strictObject({ vlan: text, address: text }).optional(),
  nativeVlan: count,
  flowControl: z.enum(['desired', 'on', 'off']),
  bpduGuard: z.boolean(),
  mtu: count,
  vlans: z.array(text),
  ports: z.array(
    z.strictObject({ name: text, description: text, channel: count.optional(), peer, traffic, raw: z.array(text) }),
  ),
  channels: z.array(
    z.strictObject({
      number: count,
      description: text,
      mode: z.enum(['active', 'on']),
      lacpRate: z.enum(['slow', 'fast']),
      ports: z.array(text),
      traffic,
    }),
  ),
});

const device = z.strictObject({
  kind: z.enum(['nic', 'bond', 'vlan', 'bridge']),
  name: text,
  mtu: count,
  master: text.optional(),
  mac: text.optional(),
  mode: text.optional(),
  members: z.array(text).optional(),
  options: z.record(text, text).optional(),
  vlan: text.optional(),
  lower: text.optional(),
  port: text.optional(),
  stp: z.boolean().optional(),
  forwardDelay: count.optional(),
  addresses: z.array(text),
  dhcp: z.literal(true).optional(),
});

const host = z.strictObject({
  name: text,
  role: z.enum(['hypervisor', 'server']),
  platform: text,
  fqdn: text,
  devices: z.array(device),
  defaultRoute: z.strictObject({ device: text, gateway: text.optional() }).optional(),
  routes: z.array(z.strictObject({ to: text, via: text, device: text.optional() })),
  install: z
    .strictObject({
      nic: text,
      vlan: text,
      address: text.optional(),
      boot: z.enum(['bios', 'uefi']),
      disk: text,
      url: text,
      server: text.optional(),
      shared: text.optional(),
    })
    .optional(),
  bmc: z.strictObject({ mac: text, vlan: text, address: text }).optional(),
});

const finding = z.strictObject({
  code: text,
  severity: z.enum(['error', 'warning', 'info']),
  at: text,
  message: text,
  reason: text.optional(),
});

/** The shape of `site.json`: what other programs may rely on. References are names. */
export const siteSchema = z.strictObject({
  site: text,
  vlans: z.array(vlan),
  switches: z.array(siteSwitch),
  links: z.array(z.strictObject({ name: text, ends: z.array(text), vlans: z.array(text) })),
  hosts: z.array(host),
  findings: z.array(finding),
  accepted: z.array(finding),
});
