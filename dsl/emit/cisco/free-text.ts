/** Below the 240 characters of IOS, with room for what a person adds. */
const longest = 200;

/**
 * A person's words as one argument that IOS reads as nothing else.
 *
 * `?` asks for help even in a pasted line, `!` at the start makes a comment and
 * `"` a quotation; control characters edit the line, and what is not ASCII
 * arrives as something else. Never empty: `description` alone is refused.
 */
export const freeText = (value: string): string => {
  const plain = value.replace(/[^ -~]|\?/gu, '-').replace(/^[ !"]+/, '');
  return plain.slice(0, longest).trimEnd() || '-';
};

/** A VLAN's name: 32 characters without blanks. */
export const vlanName = (value: string): string => freeText(value).replaceAll(' ', '-').slice(0, 32);
