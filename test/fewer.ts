/**
 * Whether there is not the time to try everything as often as `npm test` does:
 * `RACKWRIGHT_FEWER`, which .ci/verify sets. CONTRIBUTING says what is left out.
 */
export const fewer = process.env.RACKWRIGHT_FEWER !== undefined;
