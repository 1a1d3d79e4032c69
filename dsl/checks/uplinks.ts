import type { SiteHost } from '../model/model.ts';

/** What a bridge or a VLAN of a host says it rides on. */
interface Uplink {
  readonly on: string;
  /** Of the bridge or the VLAN. */
  readonly path: readonly (string | number)[];
}

/** Each `on` of a host, as written: whether there is such a device is for a law to say. */
export const uplinksOf = ({ spec }: SiteHost): readonly Uplink[] => [
  ...Object.entries(spec.bridges ?? {}).map(([name, { on }]) => ({ on, path: ['bridges', name] })),
  ...(spec.vlans ?? []).map(({ on }, index) => ({ on, path: ['vlans', index] })),
];
