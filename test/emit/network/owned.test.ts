import { describe, expect, it } from 'vitest';
import { ownedPaths, sayInsteadOf } from '../../../dsl/model/owned.ts';
import { resolve } from '../../../dsl/model/resolve.ts';
import dc2 from '../../../stacks/dc2.ts';
import seed from '../../../stacks/reference.ts';
import { filesOf, platforms, stepsOf, variety } from './sites.ts';

const hosts = [...[seed, dc2].flatMap((it) => resolve(it).hosts), ...platforms.flatMap(variety)];
const keyOf = {
  'early-ifcfg': /^([A-Z][A-Z_]*\d*)=/,
  ifcfg: /^([A-Z][A-Z_]*\d*)=/,
  'managed-ifcfg': /^([A-Z][A-Z_0-9]*)=/,
  keyfile: /^([a-z_0-9-]+)=/,
  ifupdown: /^\t(\S+) /,
} as const;

/** The keys of the files that are the network's, as a user would write them among the raw ones. */
const keysOf = (host: (typeof hosts)[number]): ReadonlySet<string> => {
  const { network } = host.platform;
  const keys = new Set<string>();
  for (const { path, lines } of filesOf(host)) {
    if (!/ifcfg-|\.nmconnection$|interfaces$/.test(path)) continue;
    let section = '';
    for (const { text } of lines) {
      section = /^\[(.+)\]$/.exec(text)?.[1] ?? section;
      const key = keyOf[network].exec(text)?.[1];
      if (key !== undefined) keys.add(network === 'keyfile' ? `${section}.${key}` : key);
    }
  }
  return keys;
};

/** What the laws forbid a user to write is what the emitters write: no more is emitted than is forbidden. */
describe('what is ours', () => {
  it.each(hosts)('$platform.id $name: every file', (host) => {
    const owned = ownedPaths(host);
    const own = Object.keys(host.spec.files ?? {});
    const missing = stepsOf(host).flatMap((it) =>
      (it.kind === 'file' || it.kind === 'secret-file') && !owned.has(it.path) && !own.includes(it.path)
        ? [it.path]
        : [],
    );
    expect(missing).toEqual([]);
  });

  it.each(hosts)('$platform.id $name: every key but the raw ones', (host) => {
    const raw = new Set(host.devices.flatMap((it) => it.raw.map(({ key }) => key)));
    // `up` is a command that ifupdown takes any number of; one more of the user's hurts none of ours.
    // A priority of the user's own stands in the place of ours.
    const shared = ['up', 'connection.autoconnect-priority', 'AUTOCONNECT_PRIORITY'];
    const ours = [...keysOf(host)].filter((it) => !raw.has(it) && !shared.includes(it));
    expect(ours.filter((it) => sayInsteadOf(host.platform.network, it) === undefined)).toEqual([]);
    expect(host.nics.length === 0 || ours.length > 0).toBe(true);
  });
});
