/**
 * The commands of kickstart that we use, with every option that they take, by
 * release: what both pykickstart's handler of today (3.74, commit 435ebbef) and
 * the release's own branch of it know and warn of neither. Of RHEL 5 only what
 * its first release, 5.1, had.
 */
interface Command {
  /** Releases: `6-10`. */
  readonly in: string;
  /** Options, by the releases that take them. */
  readonly options: Readonly<Record<string, string>>;
}

const commands: Readonly<Record<string, Command>> = {
  bootloader: {
    in: '5-10',
    options: {
      '5-10': '--append --driveorder --location --md5pass --password',
      '7-10': '--boot-drive --disabled --extlinux --leavebootorder --nombr',
      '6-10': '--default --iscrypted --timeout',
      '5': '--lba32',
      '10': '--sdboot',
      '5-7': '--upgrade',
    },
  },
  clearpart: {
    in: '5-10',
    options: {
      '5-10': '--all --drives --initlabel --linux --none',
      '7-10': '--cdl --disklabel --list',
    },
  },
  firewall: {
    in: '5-10',
    options: {
      '5-10': '--disable --disabled --enable --enabled --ftp --http --port --smtp --ssh --trust',
      '7-10': '--remove-service',
      '6-10': '--service',
      '5': '--telnet',
      '8-10': '--use-system-defaults',
    },
  },
  firstboot: {
    in: '5-10',
    options: {
      '5-10': '--disable --disabled --enable --enabled --reconfig',
    },
  },
  ignoredisk: {
    in: '5-10',
    options: {
      '5-10': '--drives',
      '6-7': '--interactive',
      '6-10': '--only-use',
    },
  },
  key: {
    in: '5-6',
    options: {
      '5-6': '--skip',
    },
  },
  keyboard: {
    in: '5-10',
    options: {
      '7-10': '--switch --vckeymap --xlayouts',
    },
  },
  lang: {
    in: '5-10',
    options: {
      '7-10': '--addsupport',
    },
  },
  logvol: {
    in: '5-10',
    options: {
      '6-10':
        '--backuppassphrase --chunksize --cipher --encrypted --escrowcert --fsprofile --hibernation --metadatasize --passphrase --poolname --profile --thin --thinpool',
      '5': '--bytes-per-inode',
      '8-10':
        '--cachemode --cachepvs --cachesize --luks-version --pbkdf --pbkdf-iterations --pbkdf-memory --pbkdf-time',
      '5-10':
        '--fsoptions --fstype --grow --maxsize --name --noformat --percent --recommended --size --useexisting --vgname',
      '7-10': '--label --mkfsoptions --resize',
    },
  },
  network: {
    in: '5-10',
    options: {
      '6-10': '--activate --bondopts --bondslaves --dhcpclass --ipv6 --nodefroute --vlanid',
      '7-10': '--bindto --bridgeopts --bridgeslaves --interfacename --ipv6gateway --no-activate --wpakey',
      '5-10':
        '--bootproto --device --essid --ethtool --gateway --hostname --ip --mtu --nameserver --netmask --nodns --noipv4 --noipv6 --notksdevice --onboot --wepkey',
      '9-10': '--ipv4-dns-search --ipv4-ignore-auto-dns --ipv6-dns-search --ipv6-ignore-auto-dns',
      '7-9': '--teamconfig --teamslaves',
    },
  },
  part: {
    in: '5-10',
    options: {
      '5-7': '--active',
      '5-10':
        '--asprimary --fsoptions --fstype --grow --label --maxsize --noformat --onbiosdisk --ondisk --ondrive --onpart --recommended --size --type --usepart',
      '6-10': '--backuppassphrase --cipher --encrypted --escrowcert --fsprofile --hibernation --passphrase',
      '5': '--bytes-per-inode --end --start',
      '8-10': '--luks-version --pbkdf --pbkdf-iterations --pbkdf-memory --pbkdf-time',
      '7-10': '--mkfsoptions --resize',
    },
  },
  reboot: {
    in: '5-10',
    options: {
      '5-10': '--eject',
      '8-10': '--kexec',
    },
  },
  repo: {
    in: '5-10',
    options: {
      '5-10': '--baseurl --mirrorlist --name',
      '6-10': '--cost --excludepkgs --includepkgs --noverifyssl --proxy',
      '6-8': '--ignoregroups',
      '7-10': '--install',
      '8-10': '--metalink --sslcacert --sslclientcert --sslclientkey',
    },
  },
  reqpart: {
    in: '7-10',
    options: {
      '7-10': '--add-boot',
    },
  },
  rootpw: {
    in: '5-10',
    options: {
      '9-10': '--allow-ssh',
      '5-10': '--iscrypted',
      '6-10': '--lock --plaintext',
    },
  },
  selinux: {
    in: '5-10',
    options: {
      '5-10': '--disabled --enforcing --permissive',
    },
  },
  skipx: {
    in: '5-10',
    options: {},
  },
  text: {
    in: '5-10',
    options: {
      '8-10': '--non-interactive',
    },
  },
  timezone: {
    in: '5-10',
    options: {
      '5-9': '--isUtc',
      '7-9': '--nontp --ntpservers',
      '5-10': '--utc',
    },
  },
  url: {
    in: '5-10',
    options: {
      '8-10': '--metalink --sslcacert --sslclientcert --sslclientkey',
      '7-10': '--mirrorlist',
      '6-10': '--noverifyssl --proxy',
      '5-10': '--url',
    },
  },
  volgroup: {
    in: '5-10',
    options: {
      '5-10': '--noformat --pesize --useexisting',
      '6-10': '--reserved-percent --reserved-space',
    },
  },
  zerombr: {
    in: '5-10',
    options: {},
  },
};

/** Options of the sections that we write. */
const sections: Readonly<Record<string, Command>> = {
  '%packages': { in: '5-10', options: { '5-10': '--excludedocs --ignoremissing', '6-10': '--default' } },
  '%pre': { in: '5-10', options: { '5-10': '--interpreter --erroronfail --log' } },
  '%post': { in: '5-10', options: { '5-10': '--interpreter --erroronfail --log --nochroot' } },
};

/** The first and the last of a list of spans: `5 7-10`. */
const has = (spans: string, release: number): boolean =>
  spans.split(' ').some((it) => {
    const [first = '', last = first] = it.split('-');
    return Number(first) <= release && release <= Number(last);
  });

/** What a release does not know of a line; nothing, if it knows all of it. */
export const unknownIn = (line: string, dialect: string): readonly string[] => {
  const release = Number(dialect.replace('RHEL', ''));
  const [name = '', ...words] = line.split(/ +/);
  const command = commands[name] ?? sections[name];
  if (command === undefined || !has(command.in, release)) return [name];
  const known = Object.entries(command.options)
    .filter(([spans]) => has(spans, release))
    .flatMap(([, options]) => options.split(' '));
  return words
    .filter((it) => it.startsWith('--'))
    .map((it) => it.split('=')[0] ?? '')
    .filter((it) => !known.includes(it))
    .map((it) => `${name} ${it}`);
};
