/** What can be wrong before there is a site to judge. The finding itself says why, where, and what to do. */
export const loadingRules: Readonly<Record<string, string>> = {
  'stack-not-found': 'A stack is a file that is there and can be read.',
  'stack-does-not-parse': 'A stack is TypeScript.',
  'stack-threw': 'A stack runs to its end.',
  'stack-is-pure': 'A stack asks neither clock nor chance, neither network nor the machine it is compiled on.',
  'import-not-found': 'What a stack imports is there.',
  'export-not-found': 'What is imported by name is exported under that name.',
  'not-in-rackwright': 'What a stack imports from rackwright is exported by it.',
  'key-given-twice': 'A key stands once in an object.',
  'no-default-export': 'A stack file ends with `export default stack(…)`.',
  'default-export-is-a-stack': 'What a stack file exports is a stack.',
  'rackwright-version': "A stack is compiled by its project's own copy of rackwright.",
  'site-has-its-own-name': 'No two stacks of a project have one name, which is the folder of their artifacts.',
};
