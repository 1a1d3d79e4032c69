import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { texts } from '../../../dsl/emit/bash/verbs.ts';
import type { PlatformId } from '../../../dsl/language/platform.ts';
import { platforms } from '../../../dsl/platforms/index.ts';
import { platforms as all } from '../network/sites.ts';
import { referenceScript } from './machine-of.ts';
import { lacks, newerBash, tooNewForBash } from './too-new.ts';

/** A script without its comments, without the text of the files that it carries, and without what asks first which bash it is. */
const code = (script: string): string =>
  script.replace(/ <<'(\w+)'.*\n(?:[\s\S]*?\n)?\1$/gm, '').replace(/^(\s*#|.*BASH_VERSINFO).*$/gm, '');

const tooNewIn = (script: string, platform: PlatformId): readonly string[] =>
  [
    ...Object.entries(tooNewForBash),
    ...Object.entries(lacks).flatMap(([name, { on, pattern }]) =>
      on.includes(platform) ? [[name, pattern] as const] : [],
    ),
  ].flatMap(([name, pattern]) => {
    const found = pattern.exec(code(script));
    return found === null ? [] : [`${name}: ${found[0].trim()}`];
  });

const titled = (script: string): PlatformId => {
  const found = Object.values(platforms).find(({ title }) => script.includes(`, on ${title}.\n`));
  if (found === undefined) throw new Error('a script that does not say what it is for');
  return found.id;
};

describe('fit for its age', () => {
  it('is looked at without the files that it carries', () => {
    expect(code("a <<'EOF' || lost\nmapfile x\nEOF\nb <<'EOF'\nEOF\nc")).toBe('a\nb\nc');
  });

  it('are the verbs, on the oldest platform', () => {
    expect(tooNewIn(texts.join('\n'), 'el5')).toEqual([]);
  });

  for (const platform of all)
    it(`is the script of ${platform.id}`, () => {
      expect(tooNewIn(referenceScript(platform), platform.id)).toEqual([]);
    });

  it('is every script that is committed', () => {
    const scripts = readdirSync('out', { recursive: true, encoding: 'utf8' })
      .filter((it) => it.endsWith('/apply.sh'))
      .map((it) => `out/${it}`)
      .sort();
    expect(scripts.length).toBeGreaterThan(10);
    const found = scripts.flatMap((path) => {
      const script = readFileSync(path, 'utf8');
      return tooNewIn(script, titled(script)).map((it) => `${path}: ${it}`);
    });
    expect(found).toEqual([]);
  });

  it('the lists do see what is too new', () => {
    expect(Object.entries(tooNewForBash).filter(([, pattern]) => !pattern.test(newerBash))).toEqual([]);
    expect(Object.values(lacks).filter(({ pattern, example }) => !pattern.test(example))).toEqual([]);
  });
});
