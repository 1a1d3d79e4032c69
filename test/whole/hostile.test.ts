import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { judgeSchema } from '../../dsl/checks/schema.ts';
import { hostPlan } from '../../dsl/emit/host/plan.ts';
import { siteSchema } from '../../dsl/emit/site/schema.ts';
import { hasErrors, type Judgement, judgeStack } from '../../dsl/judge.ts';
import { hostSchema } from '../../dsl/language/host.ts';
import type { Listed, Stack } from '../../dsl/language/stack.ts';
import { stackOptionsSchema } from '../../dsl/language/stack.ts';
import type { Vlan } from '../../dsl/language/vlan.ts';
import { reach } from '../../dsl/model/reach.ts';
import { fc } from '../chance.ts';
import { snapshot, throwAwayRoot } from '../emit/bash/throw-away-root.ts';
import { unknownIn } from '../emit/install/kickstart-table.ts';
import { sectionsOf } from '../emit/install/kickstarts.ts';
import debian12 from '../stacks/debian12.ts';
import el6 from '../stacks/el6.ts';
import el9 from '../stacks/el9.ts';
import { type Compiled, compiled, textOf, textsOf } from './compile.ts';
import { fieldsOf, shown } from './fields.ts';
import { injected, type Spot, spotsOf } from './inject.ts';
import { rebuild } from './rebuild.ts';

const pieces = [
  `'`,
  `"`,
  '$(touch /hacked)',
  '`touch /hacked`',
  '\n',
  '\r',
  '\r\ntouch /hacked\r\n',
  'EOF',
  '\nEOF\ntouch /hacked\n',
  '!',
  '\n!\nno vlan 666\n',
  '%s%n',
  'é漢🚰',
  '\u202Eevil\u202C',
  'e\u0301\u0327',
  '\u2028',
  '-rf',
  '?',
  ';rm -rf /',
  'a\0b',
  'x'.repeat(5000),
  '#',
  ']',
  '[x]',
  '=',
  'a=b',
  '\\',
  '\\n',
  '{{x}}',
  '<b>',
  '|',
  '../../hacked',
  '/hacked',
  '__proto__',
  'constructor',
  '\u001b[31m',
  '',
  ' ',
];

const sites = [el6, el9, debian12];

/** Every line of a switch's file is a command that we know, or a line of the user's own for a port. */
const commands = [
  /^!( [ -~]*)?$/,
  /^vtp mode transparent$/,
  /^vlan \d+$/,
  /^ name [!-~]{1,32}$/,
  /^system mtu( jumbo)? \d+$/,
  /^interface (Port-channel|GigabitEthernet|TenGigabitEthernet)[\d/]+$/,
  /^ description (?![ !"])[ ->@-~]{1,200}$/,
  /^ (no )?shutdown$/,
  /^ no channel-group$/,
  /^ channel-group \d+ mode (active|on)$/,
  /^ (switchport access vlan \d+|no switchport access vlan)$/,
  /^ switchport mode (access|trunk)$/,
  /^ switchport trunk (encapsulation dot1q|native vlan \d+|allowed vlan (none|((add|remove) )?[\d,-]+))$/,
  /^ switchport nonegotiate$/,
  /^ flowcontrol receive (desired|on|off)$/,
  /^ (spanning-tree (portfast( trunk)?|bpduguard enable)|no spanning-tree portfast)$/,
  /^ lacp rate (normal|fast)$/,
  /^ no port-channel standalone-disable$/,
  /^show (vlan brief|etherchannel summary|lacp (internal|neighbor)|interfaces (trunk|status)( err-disabled)?|system mtu|spanning-tree interface [A-Za-z-]+[\d/]+ portfast)$/,
  /^(reload cancel|configure confirm|copy running-config startup-config)$/,
];

const inert = (judgement: Judgement, artifacts: Compiled): void => {
  const own = new Set(
    judgement.model.switches.flatMap((it) => it.ports.flatMap((port) => port.raw.map((raw) => ` ${raw.value}`))),
  );
  for (const [path, lines] of artifacts) {
    for (const { text } of lines) if (/[\n\0]/.test(text)) expect(`${path}: ${JSON.stringify(text)}`).toBe('one line');
    if (path.endsWith('.ios')) {
      const strange = lines.filter(({ text }) => !own.has(text) && !commands.some((it) => it.test(text)));
      expect(strange.map(({ text }) => `${path}: ${text}`)).toEqual([]);
    }
  }
  for (const [path, lines] of artifacts) {
    if (/^kickstart\/|\/kickstart\.cfg$/.test(path)) {
      const { commands, sections } = sectionsOf(textOf(lines));
      const [head = ''] = lines.map(({ text }) => text);
      expect(
        commands.filter((it) => !it.startsWith('%include ')).flatMap((it) => unknownIn(it, head.slice(9))),
      ).toEqual([]);
      expect(sections.map(({ heading }) => heading.split(' ')[0]).join()).toMatch(/^%packages,%pre(,%post){1,2}$/);
    } else if (/^netboot\/|\/preseed\.cfg$/.test(path))
      expect(lines.map(({ text }) => text).filter((it) => !/^[ -~]*$/.test(it))).toEqual([]);
  }
  const json = textOf(artifacts.get('site.json') ?? []);
  const parsed = siteSchema.parse(JSON.parse(json));
  expect(`${JSON.stringify(JSON.parse(json), undefined, 2)}\n`).toBe(json);
  expect(parsed.hosts.map(({ name, fqdn, devices }) => [name, fqdn, devices.map((it) => it.name)])).toEqual(
    judgement.model.hosts.map(({ name, fqdn, devices }) => [name, fqdn.value, devices.map((it) => it.name)]),
  );
  expect(parsed.switches.map(({ ports }) => ports.map((it) => it.description))).toEqual(
    judgement.model.switches.map(({ ports }) => ports.map((it) => it.description.value)),
  );
  let columns = 0;
  for (const { text } of artifacts.get('README.md') ?? []) {
    const cells = text.match(/(?<!\\)\|/g)?.length ?? 0;
    if (text.startsWith('|')) {
      if (columns === 0) columns = cells;
      if (cells !== columns) expect(text).toBe(`a row of ${columns - 1} cells`);
    } else columns = 0;
  }
};

/** A refusal is a finding at a place of the stack, in words: no stack of calls, and no error that was not foreseen. */
const tellsWhy = (findings: Judgement['findings'], isKnown: (it: unknown) => boolean): void => {
  for (const { message, at, why, fix } of findings) {
    if (!isKnown(at.of)) expect(at.of.name).toBe('a part of the stack');
    const said = `${message} ${why} ${fix}`;
    if (/\n\s+at |TypeError|undefined is|Cannot read|\[object/.test(said)) expect(said).toBe('words for a person');
  }
};

const refused = ({ stack, findings }: Judgement): void => {
  const known = new Set<unknown>([stack, ...reach(stack).reached]);
  tellsWhy(findings, (it) => known.has(it));
};

/** What the schema says of one text in one place; most it refuses, and that is cheap to ask. */
const formed = (spot: Spot, text: string): boolean => {
  const { of } = spot;
  const changed = { ...of, spec: injected(of.spec, spot, text) } as Listed | Vlan;
  const { findings } = judgeSchema([changed]);
  tellsWhy(findings, (it) => it === changed);
  return findings.length === 0;
};

/** The site with those texts in those places, unless a law refuses it; either way it is checked. */
const taken = (site: Stack, texts: ReadonlyMap<Spot, string>): Judgement | undefined => {
  const spec = (of: Listed | Vlan, was: unknown): unknown =>
    [...texts].reduce((so, [spot, text]) => (spot.of === of ? injected(so, spot, text) : so), was);
  const judgement = judgeStack(rebuild(site, { spec }).stack);
  if (!hasErrors(judgement)) return judgement;
  refused(judgement);
  return undefined;
};

/** As many of the places as the site takes at once: halves of what it does not take, so that one refusal hides no other place. */
const asManyAsTaken = (
  site: Stack,
  text: string,
  spots: readonly Spot[],
  also: readonly Spot[] = [],
): readonly Spot[] => {
  if (spots.length === 0) return [];
  if (taken(site, new Map([...also, ...spots].map((it) => [it, text]))) !== undefined) return spots;
  if (spots.length === 1) return [];
  const half = Math.ceil(spots.length / 2);
  const first = asManyAsTaken(site, text, spots.slice(0, half), also);
  return [...first, ...asManyAsTaken(site, text, spots.slice(half), [...also, ...first])];
};

const quiet = 'exit 0';
const standIns = Object.fromEntries(
  [
    'systemctl',
    'service',
    'chkconfig',
    'yum',
    'dnf',
    'apt-get',
    'ip',
    'ifup',
    'ifdown',
    'nmcli',
    'reboot',
    'sysctl',
    'hostname',
  ].map((it) => [it, quiet]),
);

/** Runs the scripts, each at a tree of its own, in one throw-away root; what they wrote must be what the model says. */
const originals = sites.flatMap((site) => Object.values(textsOf(site)));
const runAll = (judgements: readonly Judgement[]): void => {
  const root = throwAwayRoot({ kernel: 'made up', standIns });
  // A text that is an account's name is one on this machine.
  for (const [index, name] of ['__proto__', 'constructor'].entries()) {
    root.write('/etc/group', `${root.read('/etc/group')}${name}:x:${2000 + index}:\n`);
    root.write('/etc/passwd', `${root.read('/etc/passwd')}${name}:x:${2000 + index}:${2000 + index}::/:/bin/false\n`);
  }
  const outside = () => snapshot(root.path, ['/trees', '/apply.sh', '/log', '/dev', '/tmp']);
  const seen = new Set(originals);
  const made = judgements.flatMap((it) => {
    const artifacts = compiled(it);
    return it.model.hosts.flatMap((host) => {
      const script = textOf(artifacts.get(`hosts/${host.name}/apply.sh`) ?? []);
      if (seen.has(script)) return [];
      seen.add(script);
      return [{ script, plan: hostPlan(host, it.model.name) }];
    });
  });
  const [scripts, plans] = [made.map((it) => it.script), made.map((it) => it.plan)];
  for (const [index, script] of scripts.entries()) {
    root.write(`/scripts/${index}`, script);
    for (const step of plans[index]?.sections.flatMap((it) => it.steps) ?? [])
      if (step.kind === 'secret-file')
        root.write(`/trees/${index}/etc/rackwright/secrets/${step.secret}`, 'secret\n', 0o600);
  }
  const before = outside();
  const { out } = root.run(
    'for s in /scripts/*; do tree=/trees/$(basename "$s"); mkdir -p "$tree"; "$BASH" "$s" --root "$tree" >/said 2>&1 || { echo "$s:"; cat /said; }; rm /said; done',
  );
  expect(out).toBe('');
  expect(root.commands()).toEqual([]);
  expect(outside()).toEqual(before);
  expect(existsSync(join(root.path, 'hacked'))).toBe(false);
  expect(scripts.length).toBeGreaterThan(0);
  for (const [index, { sections }] of plans.entries()) {
    const tree = join(root.path, 'trees', String(index));
    const known = new Set<string>();
    for (const step of sections.flatMap((it) => it.steps)) {
      if (step.kind === 'secret-file') known.add(step.path);
      if (step.kind === 'authorized-key') {
        known.add('/root/.ssh/authorized_keys');
        expect(readFileSync(join(tree, 'root/.ssh/authorized_keys'), 'utf8').split('\n')).toContain(step.key);
      }
      if (step.kind !== 'file') continue;
      known.add(step.path);
      expect(readFileSync(join(tree, step.path), 'utf8')).toBe(step.lines.map((it) => `${it.text}\n`).join(''));
    }
    const there = Object.entries(snapshot(tree))
      .filter(([, is]) => !is.startsWith('4'))
      .map(([path]) => path);
    expect(
      there.filter((it) => !known.has(it) && !/^\/(etc\/rackwright\/secrets|var\/(lib|log)\/rackwright)\//.test(it)),
    ).toEqual([]);
  }
};

describe('the fields of the language', () => {
  it('are all found', () => {
    const names = new Set(sites.flatMap((site) => spotsOf(site).map((it) => it.field)));
    expect(names.size).toBeGreaterThanOrEqual(100);
    for (const it of [
      'host.files.*.content',
      'host.files.* (name)',
      'host.nics.*.cable.description',
      'link.vlans.[]',
      'vlan.gateway',
    ])
      expect(names).toContain(it);
    for (const family of ['catalyst3560g', 'catalyst9300'])
      for (const it of ['ports.*.raw.[]', 'ports.*.description', 'ports.* (name)', 'model'])
        expect(names).toContain(`${family}.${it}`);
  });

  it('are found when there is one more, also in a list or behind a choice', () => {
    const more = z.strictObject({
      ...hostSchema.shape,
      motto: z.array(z.strictObject({ text: z.string() })).optional(),
    });
    expect([...fieldsOf(more)].map(shown)).toContain('motto.[].text');
    expect([...fieldsOf(more)].length).toBe([...fieldsOf(hostSchema)].length + 1);
    const hidden = z.strictObject({ ...hostSchema.shape, motto: z.unknown().superRefine(() => undefined) });
    expect(() => [...fieldsOf(hidden)]).toThrow('motto does not tell its shapes');
  });
});

describe('a hostile text', () => {
  const accepted = new Map<Stack, Judgement[]>();

  it.each(sites.map((site) => [site.name, site] as const))('in any field is refused or inert: %s', (_, site) => {
    const kept: Judgement[] = [];
    for (const [index, text] of pieces.entries()) {
      const spots = asManyAsTaken(
        site,
        text,
        spotsOf(site).filter((it) => formed(it, text)),
      );
      const last = spots.length === 0 ? undefined : taken(site, new Map(spots.map((it) => [it, text])));
      if (last === undefined) continue;
      inert(last, compiled(last));
      // What a shell does with a text is the same on every platform: its scripts are run for one of them.
      if (index % sites.length === sites.indexOf(site)) kept.push(last);
    }
    accepted.set(site, kept);
    expect(kept.length).toBeGreaterThan(6);
  });

  it.each(sites.map((site) => [site.name, site] as const))(
    'that is taken does nothing when the script runs: %s',
    (_, site) => {
      runAll(accepted.get(site) ?? []);
    },
  );

  it('as the name of anything is refused, or inert', () => {
    const kinds = new Map(reach(el9).reached.map((it) => [it.kind, it]));
    expect(kinds.size).toBe(5);
    for (const site of [el9]) {
      for (const victim of kinds.values()) {
        for (const text of pieces) {
          const name = (of: Listed | Vlan): string => (of === victim ? text : of.name);
          const judgement = judgeStack(rebuild(site, { name }).stack);
          if (hasErrors(judgement)) refused(judgement);
          else inert(judgement, compiled(judgement));
          if (victim.kind !== 'vlan') expect(hasErrors(judgement)).toBe(text !== 'constructor');
        }
      }
    }
  });

  it('in an acceptance is refused or inert', () => {
    for (const field of fieldsOf(stackOptionsSchema)) {
      for (const text of pieces) {
        const [kind = '', , key = ''] = field as readonly string[];
        const options = kind === 'laws' ? { laws: [text] } : { accept: [{ ...el9.options.accept?.[0], [key]: text }] };
        const { stack } = rebuild({ ...el9, options } as unknown as Stack, {});
        const judgement = judgeStack(stack);
        if (hasErrors(judgement)) refused(judgement);
        else inert(judgement, compiled(judgement));
      }
    }
  });

  it('of several pieces, in several fields at once, is no worse', () => {
    const isHost = ({ of }: Spot): boolean => of.kind === 'hypervisor' || of.kind === 'server';
    const spots = spotsOf(debian12).filter((it) => isHost(it) && formed(it, "'"));
    expect(spots.length).toBeGreaterThan(5);
    const text = fc.array(fc.constantFrom(...pieces), { maxLength: 4 }).map((it) => it.join(''));
    const taking: Judgement[] = [];
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.constantFrom(...spots), text), { minLength: 1, maxLength: 2 }), (all) => {
        const judgement = taken(debian12, new Map(all));
        if (judgement === undefined) return;
        inert(judgement, compiled(judgement));
        taking.push(judgement);
      }),
      { numRuns: 60 },
    );
    runAll(taking.slice(0, 8));
  });
});
