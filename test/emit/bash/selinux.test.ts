import { describe, expect, it } from 'vitest';
import { file, plan, script } from './plans.ts';
import { throwAwayRoot } from './throw-away-root.ts';

const apply = script(plan([{ name: 'files', steps: [file('/etc/resolv.conf', 'nameserver 192.0.2.53\n')] }]));

describe('where SELinux is on', () => {
  it('a file has its label before it has its name', () => {
    const root = throwAwayRoot({
      standIns: {
        selinuxenabled: '',
        matchpathcon: 'case $* in *resolv.conf) echo system_u:object_r:net_conf_t:s0 ;; *) echo "<<none>>" ;; esac',
        chcon: '[ ! -e /etc/resolv.conf ]',
      },
    });
    expect(root.run(apply)).toMatchObject({ status: 0, err: '' });
    expect(root.read('/etc/resolv.conf')).toBe('nameserver 192.0.2.53\n');
    const [asked, set] = root.commands().filter((it) => !it.startsWith('selinuxenabled') && !it.includes('/var/log'));
    expect(asked).toBe('matchpathcon -n -- /etc/resolv.conf');
    expect(set).toMatch(/^chcon -- system_u:object_r:net_conf_t:s0 \/etc\/\.rackwright\.\w{6}$/);
  });

  it('a file without a label is not put in place', () => {
    const root = throwAwayRoot({ standIns: { selinuxenabled: '', matchpathcon: 'exit 1', chcon: '' } });
    expect(root.run(apply)).toMatchObject({ status: 1, err: expect.stringContaining('it cannot be written') });
    expect(() => root.read('/etc/resolv.conf')).toThrow();
  });

  it('and without matchpathcon the label is set in place', () => {
    const root = throwAwayRoot({ standIns: { selinuxenabled: '', restorecon: '' } });
    expect(root.run(apply)).toMatchObject({ status: 0, err: '' });
    expect(root.commands()).toContain('restorecon -- /etc/resolv.conf');
  });
});
