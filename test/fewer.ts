/** Whether some of what `npm test` tries is left out: `RACKWRIGHT_FEWER`, which .ci/verify sets. CONTRIBUTING names it. */
export const fewer = process.env.RACKWRIGHT_FEWER !== undefined;
