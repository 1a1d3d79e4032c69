import { place } from '../../language/place.ts';
import type { SiteHost } from '../../model/model.ts';
import { byText } from '../../text/compare.ts';
import type { ServiceStep } from '../step.ts';
import { service } from './steps.ts';

export const serviceSteps = ({ of, spec }: SiteHost): readonly ServiceStep[] =>
  Object.entries(spec.services ?? {})
    .sort(([a], [b]) => byText(a, b))
    .map(([name, state]) => service(name, state, [place(of, 'services', name)]));
