/** The system calls that can change a machine, as strace is told them. */
export const changing = [
  'write,pwrite64,writev,sendfile,copy_file_range,ftruncate,fallocate',
  'openat,creat,mkdir,mkdirat,mknodat,link,linkat,symlink,symlinkat,rename,renameat,renameat2,unlink,unlinkat,rmdir',
  'chmod,fchmod,fchmodat,chown,fchown,lchown,fchownat,utimensat,setxattr,fsetxattr,fsync,fdatasync',
].join(',');

/** And those that change what is not a file. */
export const ruling =
  'mount,umount2,pivot_root,sethostname,setdomainname,init_module,finit_module,delete_module,reboot,settimeofday,clock_settime,swapon,swapoff';

export interface Call {
  readonly name: string;
  /** Its place among those of its name. */
  readonly nth: number;
  /** What it is about; of two paths the one that comes to be. A file descriptor is a number, or with `-y` its path. */
  readonly path: string;
}

/** The calls in what strace has written that could have changed something: what fails does not, nor what is opened to be read. */
export const callsIn = (log: string): readonly Call[] => {
  const seen = new Map<string, number>();
  return log.split('\n').flatMap((line): Call[] => {
    const [, name = '', words = ''] = /^(?:\d+ +)?(\w+)\((.*)$/.exec(line) ?? [];
    if (name === '') return [];
    const nth = (seen.get(name) ?? 0) + 1;
    seen.set(name, nth);
    if (/= -1 E/.test(words)) return [];
    if (name === 'openat' && !/O_(WRONLY|RDWR|CREAT|TRUNC)/.test(words)) return [];
    const [descriptor, described] = /^\d+(?:<([^>]*)>)?/.exec(words) ?? [];
    const path = described ?? descriptor ?? [...words.matchAll(/"([^"]*)"/g)].map((it) => it[1] ?? '').at(-1) ?? '';
    return [{ name, nth, path: path.replace(/rackwright\.\w{6}\b/, 'rackwright.XXXXXX') }];
  });
};

/** What changed something outside a run's own temporary folder. Output goes to pipes, here-documents through them; the stand-ins keep their own records. */
export const outside = (log: string): readonly string[] =>
  callsIn(log)
    .filter(({ path }) => !/^(\/tmp\/rackwright\.XXXXXX(\/|$)|pipe:|socket:|\/dev\/null$|\/log\/)/.test(path))
    .map(({ name, path }) => `${name} ${path}`);

/** A script under the eyes of strace: its log is /log/trace, its status the last word that is said. */
export const traced = (words: string): string =>
  `strace -f -y -qq -s 300 -o /log/trace -e trace=${changing},${ruling} ${words}; echo "status $?"`;
