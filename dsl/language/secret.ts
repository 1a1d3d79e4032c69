const refuse = (name: string) => (): never => {
  throw new Error(
    `secret '${name}' was used as text; a secret has no value here, only on the host: hand over secret('${name}') itself, where a secret is accepted`,
  );
};

/** A value that only the host knows. */
export interface Secret {
  readonly kind: 'secret';
  readonly name: string;
}

/**
 * A value that is never in the stack nor in an artifact: the host reads it from
 * `/etc/rackwright/secrets/<name>`, a file that only root can read, when the
 * script runs.
 *
 * Making text of it is an error, with the line that tried.
 *
 * @example
 * server('web1', { …, files: { '/etc/ssl/private/web.key': { content: secret('web-key'), mode: '0600' } } })
 */
export const secret = (name: string): Secret => {
  const opaque = { kind: 'secret', name } as const;
  for (const key of ['toString', 'valueOf', 'toJSON', Symbol.toPrimitive]) {
    Object.defineProperty(opaque, key, { value: refuse(name), enumerable: false });
  }
  return Object.freeze(opaque);
};
