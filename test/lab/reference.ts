import assert from 'node:assert/strict';
import * as rackwright from '../../dsl/index.ts';
import type { Stack } from '../../dsl/language/stack.ts';
import { load } from '../../dsl/source/load.ts';
import type { Lab } from './lab.ts';
import type { Bench } from './scenario.ts';

/** A stack from its file. */
export const loaded = async (file: string, provided: object = rackwright): Promise<Stack> => {
  const it = await load(file, { rackwright: provided });
  if (!it.ok) throw new Error(`${file}: ${it.findings.map(({ message }) => message).join('\n')}`);
  return it.value as Stack;
};

/** What the reference does not have, and a machine can lose. */
const more = {
  sysctl: { 'vm.swappiness': 10 },
  files: {
    '/etc/systemd/system/beacon.service': {
      content: '[Service]\nExecStart=/bin/sleep infinity\n\n[Install]\nWantedBy=multi-user.target\n',
    },
    '/etc/beacon.conf': { content: 'bright\n', mode: '0640', restarts: ['beacon'] },
  },
  services: { beacon: 'running' },
};

/** The reference site, as its file has it, on machines that are at hand. */
export const reference = (platform: rackwright.Platform = rackwright.debian12): Promise<Stack> =>
  loaded('stacks/reference.ts', {
    ...rackwright,
    el6: platform,
    hypervisor: (name: string, spec: object) => rackwright.hypervisor(name, { ...more, ...spec } as never),
  });

/** Its first hypervisor and its switch, applied. */
export const appliedReference = (bench: Bench): Promise<Lab> =>
  bench.shared('reference', async () => {
    const lab = await bench.lab(await reference(), { hosts: ['hv1'] });
    const { status, out, err } = await lab.host('hv1').apply();
    assert.equal(status, 0, `${out}${err}`);
    return lab;
  });
