/** The lines that every example shares: a small plan, two plain switches and a stack of two. */
export const prelude = `import {
  catalyst3560g, catalyst9300, catalyst9300Stack, crossover, debian12, debian13, el5, el6, el7, el8, el9, el10,
  hypervisor, link, secret, server, stack, unmodelled, vlans,
} from 'rackwright';

const net = vlans({
  public: { id: 2, trust: 'public' },
  management: { id: 666, subnet: '10.66.6.0/24', gateway: '10.66.6.254', trust: 'management' },
  storage: { id: 667, subnet: '10.66.7.0/24', mtu: 9000, trust: 'storage' },
});
const sw1 = catalyst3560g('sw1', { model: 'WS-C3560G-24TS' });
const sw2 = catalyst3560g('sw2', { model: 'WS-C3560G-24TS' });
const core = catalyst9300Stack('core', { members: { 1: { model: 'C9300-24T' }, 2: { model: 'C9300-24T' } } });

`;

const marks = /[«»‹›]/g;

/** The example as TypeScript, whole. */
export const sourceOf = (example: string): string => prelude + example.replace(marks, '');

/** The example as a page shows it. */
export const shownExample = (example: string): string => example.replace(marks, '');

/** 1-based positions of the marked values in {@link sourceOf}: the one at fault, then the others in the order of the text. */
export const markedIn = (example: string): { readonly at: readonly Position[]; readonly also: readonly Position[] } => {
  const at: Position[] = [];
  const also: Position[] = [];
  let line = prelude.split('\n').length;
  let column = 1;
  for (const character of example) {
    if (character === '«') at.push({ line, column });
    else if (character === '‹') also.push({ line, column });
    else if (character === '\n') {
      line += 1;
      column = 1;
    } else if (character !== '»' && character !== '›') column += character.length;
  }
  return { at, also };
};

export interface Position {
  readonly line: number;
  readonly column: number;
}
