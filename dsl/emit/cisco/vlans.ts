import { byDefault, type From, place } from '../../language/place.ts';
import type { Carried, SiteSwitch } from '../../model/model.ts';
import type { Line } from '../step.ts';
import { vlanName } from './free-text.ts';

const twice = byDefault('a name that another VLAN still has is refused, and must not take the new VLAN with it');

/** VLAN 1 is there, and its name is its own. */
export const madeVlans = ({ vlans }: SiteSwitch): readonly Carried[] => vlans.filter(({ vlan }) => vlan.id !== 1);

const reasons = ({ vlan, from }: Carried): readonly From[] => [place(vlan.of), place(vlan.of, 'id'), ...from];

/** VLANs, made first and named after. */
export const vlanLines = (vlans: readonly Carried[]): Line[] => {
  if (vlans.length === 0) return [];
  const made = vlans.map((it): Line => ({ text: `vlan ${it.vlan.id}`, from: [...reasons(it), twice] }));
  const named = vlans.flatMap((it): Line[] => {
    const from = reasons(it);
    return [
      { text: `vlan ${it.vlan.id}`, from },
      { text: ` name ${vlanName(it.vlan.name)}`, from },
      { text: '!', from },
    ];
  });
  return [...made, { text: '!', from: [twice] }, ...named];
};

/** A VLAN that gives up its name, so that another one can have it. */
export const withoutName = (it: Carried): Line[] => [
  { text: `vlan ${it.vlan.id}`, from: reasons(it) },
  { text: ' no name', from: reasons(it) },
  { text: '!', from: reasons(it) },
];

export const withoutVlan = (it: Carried): Line => ({ text: `no vlan ${it.vlan.id}`, from: reasons(it) });
