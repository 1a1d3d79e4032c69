import { type From, place, within } from '../../language/place.ts';
import type { Nic } from '../../model/model.ts';

/** Where a NIC's cable ends, for a comment: `sw1 Gi0/1`. */
export const farEnd = ({ cable }: Nic): string | undefined => {
  switch (cable?.kind) {
    case 'switch-port':
      return `${cable.switch.name} ${cable.port}`;
    case 'crossover':
      return 'crossover';
    case 'unmodelled':
      return cable.description;
    default:
      return undefined;
  }
};

export const farEndFrom = ({ at, cable }: Nic): readonly From[] =>
  cable?.kind === 'switch-port' ? [within(at, 'cable'), place(cable.switch)] : [within(at, 'cable')];
