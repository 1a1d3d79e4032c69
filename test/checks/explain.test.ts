import { describe, expect, it } from 'vitest';
import { explainPage } from '../../dsl/checks/explain.ts';
import { macIsACardsOwn } from '../../dsl/checks/mac-is-a-cards-own.ts';
import { rules } from '../../dsl/checks/rules.ts';

it('is a page for a person', () => {
  expect(explainPage(macIsACardsOwn)).toMatchInlineSnapshot(`
    "error[mac-is-a-cards-own]

    A MAC address is one that a card can have: no group address, not all zeros.

    why   An odd first byte marks a group of receivers (IEEE 802), so no card has such an address, nor one of zeros only; the script would refuse every machine.

    breaks it

      const web1 = server('web1', {
        platform: debian12,
        nics: { eno1: { mac: '01:00:5e:00:05:00', cable: sw1.port('Gi0/5') } },
        vlans: [{ vlan: net.management, on: 'eno1', untagged: true, address: '10.66.6.31' }],
      });

      export default stack('example', [sw1, web1]);

    keeps it

      const web1 = server('web1', {
        platform: debian12,
        nics: { eno1: { mac: '00:1e:c9:00:05:00', cable: sw1.port('Gi0/5') } },
        vlans: [{ vlan: net.management, on: 'eno1', untagged: true, address: '10.66.6.31' }],
      });

      export default stack('example', [sw1, web1]);

    To live with it: accept: [{ finding: 'mac-is-a-cards-own', on: …, reason: '…' }].
    "
  `);
});

describe.each(rules.map((it) => [it.code, it] as const))('%s', (code, rule) => {
  const page = explainPage(rule);

  it('says what, why, and shows both examples without marks', () => {
    expect(page.startsWith(`${rule.severity}[${code}]\n`)).toBe(true);
    expect(page).toContain(rule.law);
    expect(page).toContain(rule.why);
    expect(page).not.toMatch(/[«»‹›]/);
    expect(page.match(/export default stack\(/g)).toHaveLength(2);
  });

  it('speaks in sentences', () => {
    expect(rule.law).toMatch(/^[^\s].*\.$/s);
    expect(rule.why).toMatch(/^[^\s].*\.$/s);
    expect(`${rule.law} ${rule.why}`).not.toMatch(/\b(invalid|please)\b/i);
  });

  it('says how to live with it, where that is possible', () => {
    const accepts = page.includes(`accept: [{ finding: '${code}', on: …, reason: '…' }]`);
    expect(accepts).toBe(rule.fatal !== true);
  });
});
