import { within } from '../language/place.ts';
import type { Check } from './check.ts';
import { installExample, listed } from './install-example.ts';

const why =
  'GRUB and pxelinux speak no TLS, and the iPXE of a card trusts no authority of yours; packages are signed, whatever they come by.';

export const bootFilesComeInTheClear: Check = {
  code: 'boot-files-come-in-the-clear',
  severity: 'error',
  law: 'A machine that boots from the network gets kernel and installer by plain HTTP.',
  why,
  covers: [],
  bad:
    installExample({
      server: "'http://10.66.8.250/example'",
      source: "«{ url: 'https://mirror.example.org/os' }»",
    }).replace("«{ url: 'https://mirror.example.org/os' }»", "{ url: «'https://mirror.example.org/os'» }") +
    listed('web1'),
  good: installExample({ server: "'http://10.66.8.250/example'" }) + listed('web1'),
  *find({ hosts }) {
    for (const { name, install } of hosts) {
      if (install?.server === undefined || install.url.startsWith('http:')) continue;
      yield {
        message: `${name} boots from the network, and its kernel is at ${install.url}`,
        at: within(install.at, 'source', 'url'),
        why,
        fix: `Write a mirror that answers by http, or remove server and start the installer from a medium.`,
      };
    }
  },
};
