/** Text that the lab carries into its machines. */
declare module '*.pl' {
  const text: string;
  export default text;
}
