/** The releases a host can run. A value, so that a typo is red and options can be typed by it. */
export interface Platform<Id extends string = PlatformId> {
  readonly kind: 'platform';
  readonly id: Id;
}

export const platformIds = ['el5', 'el6', 'el7', 'el8', 'el9', 'el10', 'debian12', 'debian13'] as const;
export type PlatformId = (typeof platformIds)[number];

const platform = <Id extends PlatformId>(id: Id): Platform<Id> => Object.freeze({ kind: 'platform', id });

/** Red Hat Enterprise Linux 5 and its rebuilds: SysV init, initscripts, ifcfg files. */
export const el5 = platform('el5');
/** Red Hat Enterprise Linux 6 and its rebuilds: upstart, initscripts, ifcfg files. */
export const el6 = platform('el6');
/** Enterprise Linux 7: systemd, NetworkManager, ifcfg files. */
export const el7 = platform('el7');
/** Enterprise Linux 8: systemd, NetworkManager, ifcfg files. */
export const el8 = platform('el8');
/** Enterprise Linux 9: systemd, NetworkManager keyfiles. */
export const el9 = platform('el9');
/** Enterprise Linux 10: systemd, NetworkManager keyfiles in their new words. */
export const el10 = platform('el10');
/** Debian 12: systemd, ifupdown. */
export const debian12 = platform('debian12');
/** Debian 13: systemd, ifupdown. */
export const debian13 = platform('debian13');
