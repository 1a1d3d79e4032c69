import * as z from 'zod';
import { isLabel, line, reference, text, word } from './scalars.ts';
import type { Secret } from './secret.ts';

const name = (what: string, pattern: RegExp) =>
  z.custom<string>((value) => typeof value === 'string' && pattern.test(value), {
    error: ({ input }) => `'${String(input)}' is not ${what}`,
  });

const content = z.custom<string | Secret>().superRefine((value, context) => {
  const isSecret = typeof value === 'object' && value !== null;
  const result = (isSecret ? reference<Secret>(['secret'], "text or secret('name')") : text).safeParse(value);
  for (const issue of result.error?.issues ?? [])
    context.addIssue({ code: 'custom', message: issue.message, input: value });
  if (result.success && isSecret && !isLabel(value.name))
    context.addIssue({
      code: 'custom',
      message: `'${value.name}' is not a secret's name: a-z, digits and -`,
      input: value,
    });
});

const unit = name('a service name: letters, digits and : - _ . @ \\', /^[A-Za-z0-9:_.\\@][A-Za-z0-9:_.\\@-]*$/);
const account = name('a user or group name', /^[a-z_][a-z0-9_-]{0,31}$/);

export const fileSchema = z.strictObject({
  content,
  /** Octal, four digits: '0644'. */
  mode: name("an octal mode such as '0644'", /^0[0-7]{3}$/).optional(),
  owner: account.optional(),
  group: account.optional(),
  /** Services to restart when the content changes. */
  restarts: z.array(unit).readonly().optional(),
});

export const commandSchema = z.strictObject({
  /** Bash, as written; run as root. */
  run: text,
  /** Bash that succeeds when there is nothing to do. It also runs in check mode, so it must change nothing. */
  unless: text,
});

const absolutePath = z.custom<string>(
  (value) =>
    typeof value === 'string' &&
    line.safeParse(value).success &&
    /^(\/[^/]+)+$/.test(value) &&
    !value.split('/').some((it) => it === '.' || it === '..'),
  { error: ({ input }) => `'${String(input)}' is not an absolute path to a file, without . and ..` },
);

/** What the language has no word for. It obeys the same rules as everything else: quoting, check mode, restarts. */
export const escapes = {
  files: z.record(absolutePath, fileSchema).optional(),
  packages: z
    .array(name('a package name', /^[A-Za-z0-9][A-Za-z0-9+._:-]*$/))
    .readonly()
    .optional(),
  services: z.record(unit, word(['running', 'stopped'])).optional(),
  sysctl: z
    .record(
      name('a kernel parameter such as net.ipv4.ip_forward', /^[a-z0-9_]+([./][A-Za-z0-9_.-]+)+$/),
      z.union([z.number().int(), line], {
        error: ({ input }) => `${String(input)} is not a kernel parameter's value: a whole number or one line of text`,
      }),
    )
    .optional(),
  commands: z.record(line, commandSchema).optional(),
};

export interface FileSpec {
  readonly content: string | Secret;
  readonly mode?: string | undefined;
  readonly owner?: string | undefined;
  readonly group?: string | undefined;
  readonly restarts?: readonly string[] | undefined;
}

export interface Escapes {
  readonly files?: { readonly [path: `/${string}`]: FileSpec } | undefined;
  readonly packages?: readonly string[] | undefined;
  /** 'running': started now and at boot. 'stopped': neither. */
  readonly services?: { readonly [name: string]: 'running' | 'stopped' } | undefined;
  readonly sysctl?: { readonly [key: string]: string | number } | undefined;
  readonly commands?: { readonly [name: string]: { readonly run: string; readonly unless: string } } | undefined;
}
