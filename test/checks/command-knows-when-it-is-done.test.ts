import { it } from 'vitest';
import { commandKnowsWhenItIsDone as law } from '../../dsl/checks/command-knows-when-it-is-done.ts';
import { box, expectFindings, expectValid, site } from './harness.ts';

const on = (run: string, unless: string) => site([box('web1', { commands: { 'it is so': { run, unless } } })]);

it.each([
  'test -e /srv/ready',
  'grep -q x /etc/fstab && true',
  '# is it there?\ntest -e /x',
  'command -v true',
  '! false || test -e /x',
])('says nothing of %j', (unless) => expectValid(law, on('touch /x', unless)));

it.each(['', '  \n ', 'true', ' : ', 'exit 0', '# nothing to ask\ntrue'])('finds that %j never lets it run', (unless) =>
  expectFindings(law, on('touch /x', unless), [
    "web1.commands.it is so.unless: the test of command 'it is so' of web1 always succeeds, so it would never run",
  ]),
);

it.each(['false', 'exit 1', ' false '])('finds that %j lets it run each time', (unless) =>
  expectFindings(law, on('touch /x', unless), [
    "web1.commands.it is so.unless: the test of command 'it is so' of web1 always fails, so it would run each time",
  ]),
);

it.each(['', ' \n'])('finds a command that does nothing: %j', (run) =>
  expectFindings(law, on(run, 'true'), ["web1.commands.it is so.run: command 'it is so' of web1 does nothing"]),
);
