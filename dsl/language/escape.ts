import * as z from 'zod';
import { isLabel, line, reference, shown, text, word } from './scalars.ts';
import type { Secret } from './secret.ts';

const name = (what: string, pattern: RegExp) =>
  z.custom<string>((value) => typeof value === 'string' && pattern.test(value), {
    error: ({ input }) => `'${String(input)}' is not ${what}`,
  });

const content = z.custom<string | Secret>().superRefine((value, context) => {
  const isSecret = typeof value === 'object' && value !== null;
  const result = (isSecret ? reference<Secret>('secret', "text or secret('name')", () => true) : text).safeParse(value);
  for (const issue of result.error?.issues ?? [])
    context.addIssue({ code: 'custom', message: issue.message, input: value });
  if (result.success && isSecret && !isLabel(value.name))
    context.addIssue({
      code: 'custom',
      message: `${shown(value.name)} is not a secret's name: a-z, digits and -`,
      input: value,
    });
});

const unit = name('a service name: letters, digits and : - _ . @ \\', /^[A-Za-z0-9:_.\\@][A-Za-z0-9:_.\\@-]*$/);
const account = name('a user or group name', /^[a-z_][a-z0-9_-]{0,31}$/);

export const fileSchema = z.strictObject({
  content,
  mode: name("an octal mode such as '0644'", /^0[0-7]{3}$/).optional(),
  owner: account.optional(),
  group: account.optional(),
  restarts: z.array(unit).readonly().optional(),
  reloads: z.array(unit).readonly().optional(),
});

export const commandSchema = z.strictObject({
  run: text,
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
  /** The whole text, or `secret('name')`: what only the host knows. */
  readonly content: string | Secret;
  /** Octal, four digits. '0644' unless written. */
  readonly mode?: string | undefined;
  /** 'root' unless written. */
  readonly owner?: string | undefined;
  /** 'root' unless written. */
  readonly group?: string | undefined;
  /** Services to restart when the content changes. */
  readonly restarts?: readonly string[] | undefined;
  /** Services to reload when it changes, where that is enough: `['ssh']` for a file of sshd. */
  readonly reloads?: readonly string[] | undefined;
}

export interface CommandSpec {
  /** Bash, as written; run as root. */
  readonly run: string;
  /** Bash that succeeds when there is nothing to do. It also runs in check mode, so it must change nothing. */
  readonly unless: string;
}

/** What the language has no word for. It obeys the same rules as everything else: quoting, check mode, restarts. */
export interface Escapes {
  /** Whole files, by their absolute path. */
  readonly files?: { readonly [path: `/${string}`]: FileSpec } | undefined;
  /** Packages to install, in the platform's own names. None is ever removed. */
  readonly packages?: readonly string[] | undefined;
  /** 'running': started now and at boot. 'stopped': neither. */
  readonly services?: { readonly [name: string]: 'running' | 'stopped' } | undefined;
  /** Kernel parameters, now and at boot. */
  readonly sysctl?: { readonly [key: string]: string | number } | undefined;
  /** The key says what it does, in one line. */
  readonly commands?: { readonly [name: string]: CommandSpec } | undefined;
}
