import { describe, expect, it } from 'vitest';
import { didYouMean, suggestions } from '../../dsl/diagnostics/did-you-mean.ts';

const keys = ['members', 'mode', 'mtu', 'address', 'addresses', 'on', 'vlan', 'Gi0/1', 'Gi0/11', 'Gi0/12'];

describe('suggestions', () => {
  it.each([
    ['memebrs', ['members']],
    ['adress', ['address']],
    ['addres', ['address']],
    ['addressse', ['addresses', 'address']],
    ['vlna', ['vlan']],
    ['MTU', ['mtu']],
    ['no', ['on']],
    ['Gi0/111', ['Gi0/11', 'Gi0/1']],
    ['x', []],
    ['platform', []],
    ['', []],
  ])('%s', (word, expected) => {
    expect(suggestions(word, keys)).toEqual(expected);
  });

  it('counts two neighbours that changed places as one step', () => {
    expect(suggestions('otm', ['tom'])).toEqual(['tom']);
    expect(suggestions('mto', ['tom'])).toEqual([]);
  });
});

describe('didYouMean', () => {
  it('ends a message', () => {
    expect(didYouMean('memebrs', keys)).toBe('; did you mean "members"?');
    expect(didYouMean('addressse', keys)).toBe('; did you mean "addresses" or "address"?');
    expect(didYouMean('platform', keys)).toBe('');
  });
});
