/** The end of a `switch` over a closed union: tsc reports the member that was forgotten. */
export const unreachable = (value: never): never => {
  throw new Error(`unreachable: ${JSON.stringify(value)}`);
};
