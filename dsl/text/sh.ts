/** Characters that no shell reads as anything but themselves, wherever the word stands. */
const plain = /^[A-Za-z0-9_@%+:,./-]+$/;

/**
 * One shell word that means exactly `value`, in every bash from 3.2 on.
 *
 * Everything outside {@link plain} goes between single quotes, where the shell
 * reads nothing but the closing quote (POSIX 2.2.2). A word that begins with
 * `-` is still an option to a command: callers put `--` before it, or use a
 * verb that takes no options.
 *
 * @example sh('it’s $HOME') // 'it’s $HOME'
 * @example sh("don't")      // 'don'\''t'
 */
export const sh = (value: string): string => (plain.test(value) ? value : `'${value.replaceAll("'", `'\\''`)}'`);
