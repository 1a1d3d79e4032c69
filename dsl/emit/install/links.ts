/** Where udev keeps the names of a disk, for a shell: a serial number ends the names that have it. */
export const linksOf = (disk: string): readonly string[] => {
  const slash = disk.indexOf('/');
  const [kind, name] = [disk.slice(0, slash), disk.slice(slash + 1)];
  if (kind === 'wwn') return [`/dev/disk/by-id/wwn-${name}`, `/dev/disk/by-id/nvme-${name}`];
  return [kind === 'serial' ? `/dev/disk/by-id/*[-_]${name}` : `/dev/disk/${disk}`];
};
