import { place } from '../language/place.ts';
import { byText } from '../text/compare.ts';
import type { Check } from './check.ts';

const why =
  'The script runs the command whenever its test fails, in check mode it only asks the test. A test that says the same always makes a run either never do it or never be done.';

/** What a test always answers, as far as can be seen without running it. */
const always = (unless: string): 'succeeds' | 'fails' | undefined => {
  const code = unless
    .split('\n')
    .map((it) => it.trim())
    .filter((it) => it !== '' && !it.startsWith('#'))
    .join(';');
  if (code === '' || code === 'true' || code === ':' || code === 'exit 0') return 'succeeds';
  return code === 'false' || code === 'exit 1' ? 'fails' : undefined;
};

export const commandKnowsWhenItIsDone: Check = {
  code: 'command-knows-when-it-is-done',
  severity: 'error',
  law: 'A command does something, and its test tells whether that is done.',
  why,
  covers: [],
  bad: `const web1 = server('web1', {
  platform: debian12,
  nics: { eno1: { mac: '00:1e:c9:00:05:00', cable: sw1.port('Gi0/5') } },
  vlans: [{ vlan: net.management, on: 'eno1', untagged: true, address: '10.66.6.31' }],
  commands: { 'certificates are current': { run: 'update-ca-certificates', unless: «'false'» } },
});

export default stack('example', [sw1, web1]);
`,
  good: `const web1 = server('web1', {
  platform: debian12,
  nics: { eno1: { mac: '00:1e:c9:00:05:00', cable: sw1.port('Gi0/5') } },
  vlans: [{ vlan: net.management, on: 'eno1', untagged: true, address: '10.66.6.31' }],
  commands: { 'certificates are current': { run: 'update-ca-certificates', unless: 'test -e /etc/ssl/certs/site-ca.pem' } },
});

export default stack('example', [sw1, web1]);
`,

  *find({ hosts }) {
    for (const { of, name, spec } of hosts) {
      for (const command of Object.keys(spec.commands ?? {}).sort(byText)) {
        const { run = '', unless = '' } = spec.commands?.[command] ?? {};
        const answer = always(unless);
        if (run.trim() === '') {
          yield {
            message: `command '${command}' of ${name} does nothing`,
            at: place(of, 'commands', command, 'run'),
            why,
            fix: 'Write what to run, or remove the command.',
          };
        } else if (answer !== undefined) {
          yield {
            message: `the test of command '${command}' of ${name} always ${answer}, so it would ${answer === 'fails' ? 'run each time' : 'never run'}`,
            at: place(of, 'commands', command, 'unless'),
            why,
            fix: 'Write a test that succeeds when there is nothing left to do, such as test -e /path/of/its/result.',
          };
        }
      }
    }
  },
};
