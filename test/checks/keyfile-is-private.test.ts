import { it } from 'vitest';
import { keyfileIsPrivate as law } from '../../dsl/checks/keyfile-is-private.ts';
import { box, expectFindings, expectValid, site } from './harness.ts';

const path = '/etc/NetworkManager/system-connections/wg0.nmconnection';
const on = (spec: object, at = path) => site([box('web1', { files: { [at]: { content: '', ...spec } } })]);

it.each([
  ['0600', { mode: '0600' }, path],
  ['0400', { mode: '0400' }, path],
  ['root', { mode: '0600', owner: 'root', group: 'adm' }, path],
  ['another folder', {}, '/etc/NetworkManager/conf.d/mine.conf'],
])('says nothing of %s', (_, spec, at) => expectValid(law, on(spec, at)));

it('finds the usual mode, another one that is open, and another owner', () => {
  expectFindings(law, on({}), [`web1.files.${path}: ${path} of web1 has the mode 0644`]);
  expectFindings(law, on({ mode: '0640' }), [`web1.files.${path}.mode: ${path} of web1 has the mode 0640`]);
  expectFindings(law, on({ mode: '0600', owner: 'nobody' }), [
    `web1.files.${path}.owner: ${path} of web1 belongs to nobody`,
  ]);
});
