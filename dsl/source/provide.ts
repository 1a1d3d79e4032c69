import { didYouMean } from '../diagnostics/did-you-mean.ts';
import { refusal } from './explained.ts';
import { purity } from './purity.ts';

/** What a bundler looks for in any module. */
const asked = new Set(['__esModule', 'default', 'then']);

/** The running copy of rackwright, which names what it does not have. */
const named = (rackwright: object): object =>
  new Proxy(rackwright, {
    get: (target, key) => {
      if (typeof key === 'symbol' || asked.has(key) || Reflect.has(target, key)) return Reflect.get(target, key);
      const exported = Object.keys(target);
      throw refusal({
        code: 'not-in-rackwright',
        message: `rackwright has no "${key}"${didYouMean(key, exported)}`,
        why: 'A stack is made of what rackwright exports; the types say so too, and esbuild takes them away unread.',
        fix: `Import one of ${exported.toSorted().join(', ')}.`,
        word: key,
      });
    },
  });

/** `require` of the script: esbuild has bundled everything but rackwright itself. */
export const requireOf = (rackwright: object) => {
  const provided = named(rackwright);
  return (specifier: string): object => {
    if (specifier === 'rackwright') return provided;
    throw refusal({
      code: 'stack-is-pure',
      message: `a stack is pure: "${specifier}" cannot be loaded while it runs`,
      why: purity,
      fix: 'Import it at the top of the file, if it is a file of the stack or a package that needs no Node.',
      word: specifier,
    });
  };
};
