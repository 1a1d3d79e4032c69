import type { Device } from '../../model/model.ts';
import { file } from '../host/steps.ts';
import type { NetworkBackend } from './backend.ts';
import { madeFrom } from './cause.ts';
import { profile } from './keyfile-profile.ts';

const profilePath = ({ name }: Device): string => `/etc/NetworkManager/system-connections/${name}.nmconnection`;

/**
 * NetworkManager's keyfiles: one profile a device. It passes over a profile
 * that anybody but root can read. Its package enables it at boot, and starting
 * it would touch the running network, so no service is spoken of here.
 */
export const keyfile: NetworkBackend = {
  steps: (host) =>
    host.devices.map((it) =>
      file({ path: profilePath(it), mode: '0600', lines: profile(host, it), from: madeFrom(host, it) }),
    ),
  filesOf: (_, device) => [profilePath(device)],
  delayWithoutTree: false,
};
