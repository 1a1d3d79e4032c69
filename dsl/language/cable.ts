import * as z from 'zod';
import { line } from './scalars.ts';
import { portReference, type SwitchPort } from './switch.ts';

/** A cable from NIC to NIC, with no switch between. */
export interface Crossover {
  readonly kind: 'crossover';
}
export const crossover: Crossover = Object.freeze({ kind: 'crossover' });

/** A cable to something that this stack does not model. */
export interface Unmodelled {
  readonly kind: 'unmodelled';
  readonly description: string;
}

/** The far end of a cable in words, where the model ends. @example unmodelled('provider’s switch, port 7') */
export const unmodelled = (description: string): Unmodelled => Object.freeze({ kind: 'unmodelled', description });

export type Cable = SwitchPort | Crossover | Unmodelled;

const crossoverSchema = z.strictObject({ kind: z.literal('crossover') });
const unmodelledSchema = z.strictObject({ kind: z.literal('unmodelled'), description: line });

/** Chooses by `kind`, so that a message speaks of what was meant. */
export const cable: z.ZodType<Cable> = z
  .unknown()
  .meta({ shapes: [portReference, crossoverSchema, unmodelledSchema] })
  .superRefine((value, context) => {
    const kind = typeof value === 'object' && value !== null && 'kind' in value ? value.kind : undefined;
    const schema = kind === 'crossover' ? crossoverSchema : kind === 'unmodelled' ? unmodelledSchema : portReference;
    for (const issue of schema.safeParse(value).error?.issues ?? []) {
      const message =
        schema === portReference
          ? `${issue.message.replace(/ \(expected .*$/, '')}; a cable ends in a switch port such as sw1.port('Gi0/1'), in crossover, or in unmodelled('…')`
          : issue.message;
      context.addIssue({
        code: 'custom',
        path: issue.path,
        message,
        input: value,
        params: { fix: "Write a switch port such as sw1.port('Gi0/1'), crossover, or unmodelled('…')." },
      });
    }
  }) as z.ZodType<Cable>;
