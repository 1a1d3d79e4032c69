import { it } from 'vitest';
import { describedPortHasACable as law } from '../../dsl/checks/described-port-has-a-cable.ts';
import { expectFindings, expectValid, host, net, nics, plain, site } from './harness.ts';

const on = (ports: object, ...cables: string[]) => {
  const lab = plain('lab', { ports });
  return site([lab, host('hv1', { nics: nics(1, ...cables.map((it) => lab.port(it))) })]);
};

it('takes what says itself what it is for, and more about a cabled port', () => {
  expectValid(
    law,
    on({
      'Gi0/1': 'unused',
      'Gi0/2': { access: net.public, description: 'x' },
      'Gi0/3': { trunk: [net.public], description: 'x' },
    }),
  );
  expectValid(law, on({ 'Gi0/1': { description: 'left' }, 'Gi0/2': { raw: ['cdp enable'] } }, 'Gi0/1', 'Gi0/2'));
});

it('leaves a port that is not there to the law about that', () =>
  expectValid(law, on({ 'Gi0/99': { description: 'left' } })));

it('finds words about a port that nothing is plugged into', () => {
  expectFindings(
    law,
    on({ 'Gi0/1': { description: 'left' }, 'Gi0/2': { raw: ['cdp enable'] }, 'Gi0/3': {} }, 'Gi0/1'),
    [
      'lab.ports.Gi0/2: nothing says what is plugged into lab Gi0/2',
      'lab.ports.Gi0/3: nothing says what is plugged into lab Gi0/3',
    ],
  );
});
