import * as z from 'zod';
import { siteSchema } from '../emit/site/schema.ts';
import { exit, print } from './say.ts';

/** The JSON Schema of site.json, for editors and other programs. The package carries it as `rackwright/site.schema.json`. */
export const schema = (): number => {
  print(JSON.stringify(z.toJSONSchema(siteSchema), undefined, 2));
  return exit.done;
};
