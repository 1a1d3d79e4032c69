/** One frame of the stack that called a construct: numbers only, mapped to a source position when a person asks. */
export interface Frame {
  readonly script: string;
  /** 1-based. */
  readonly line: number;
  /** 1-based. */
  readonly column: number;
}

/** Where a construct was made: the innermost call first, then its callers (a helper function has several). */
export interface Origin {
  readonly frames: readonly Frame[];
  /** The part of the call's last argument that is this construct: `vlans({ web: … })` makes `['web']`. */
  readonly within: readonly PropertyKey[];
}

const depth = 12;

const asFrames = (_: Error, sites: readonly NodeJS.CallSite[]): Frame[] =>
  sites.map((site) => ({
    script: site.getFileName() ?? '',
    line: site.getLineNumber() ?? 0,
    column: site.getColumnNumber() ?? 0,
  }));

/**
 * The calls that led to `maker`, without `maker` itself.
 *
 * V8 hands over the frames before they are made text, so that a stack of
 * 10,000 hosts costs microseconds a host.
 */
export const originOf = (maker: (...parts: never[]) => unknown, within: readonly PropertyKey[] = []): Origin => {
  const { prepareStackTrace, stackTraceLimit } = Error;
  Error.prepareStackTrace = asFrames;
  Error.stackTraceLimit = depth;
  const holder: { stack?: Frame[] } = {};
  Error.captureStackTrace(holder, maker);
  const frames = holder.stack ?? [];
  if (prepareStackTrace === undefined) Reflect.deleteProperty(Error, 'prepareStackTrace');
  else Error.prepareStackTrace = prepareStackTrace;
  Error.stackTraceLimit = stackTraceLimit;
  return { frames, within };
};

/** The same place, one step further in. */
export const inside = (origin: Origin, ...steps: readonly PropertyKey[]): Origin => ({
  frames: origin.frames,
  within: [...origin.within, ...steps],
});
