/** Text that the build embeds: hand-written shell and page templates. */
declare module '*.sh' {
  const text: string;
  export default text;
}
declare module '*.hbs' {
  const text: string;
  export default text;
}
