/** As many letters of a command as tell it from others; IOS itself takes fewer. */
const least = 3;

/** Whether a line is the command, or begins with it: abbreviated as IOS allows, after `no` or `default` too. */
export const isWithin = (line: string, command: string): boolean => {
  const words = line.toLowerCase().trim().split(/\s+/);
  const said = words[0] === 'no' || words[0] === 'default' ? words.slice(1) : words;
  return command.split(' ').every((word, index) => {
    const it = said[index];
    return it !== undefined && (it === word || (it.length >= least && word.startsWith(it)));
  });
};
