import type { Stack } from '../../dsl/index.ts';
import { el9, type Platform } from '../../dsl/index.ts';
import { hypervisor, sw1 } from '../emit/install/kickstarts.ts';
import { site } from './harness.ts';

/** A site of one host that is installed. */
export const installed = (install: object, platform: Platform = el9, spec: object = {}): Stack =>
  site([sw1, hypervisor('hv1', platform, install, spec)]);

/** The same of two, hv1 and hv2. */
export const both = (one: object, other: object, platforms: readonly [Platform, Platform] = [el9, el9]): Stack =>
  site([
    sw1,
    hypervisor('hv1', platforms[0], one),
    hypervisor('hv2', platforms[1], { address: '10.66.8.2', ...other }, {}, 2),
  ]);
