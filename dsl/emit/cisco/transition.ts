import { byDefault } from '../../language/place.ts';
import type { SiteSwitch } from '../../model/model.ts';
import type { Line } from '../step.ts';
import { configLines, mtuLines, vtpLines } from './config.ts';
import { type Setting, type Stanza, underInterface } from './setting.ts';
import { channelStanza, portStanza } from './stanzas.ts';
import { madeVlans, vlanLines, withoutName, withoutVlan } from './vlans.ts';

const gone = byDefault('what the model no longer has is taken away');
const shut = byDefault('nobody says any more what is plugged in here');

type Stanzas = ReadonlyMap<string, Stanza>;

const byInterface = (stanzas: readonly Stanza[]): Stanzas => new Map(stanzas.map((it) => [it.interface, it]));
const channelsOf = (it: SiteSwitch): Stanzas =>
  byInterface(it.channels.map((channel) => channelStanza(it, channel)).filter(({ settings }) => settings.length > 0));
const portsOf = (it: SiteSwitch): Stanzas => byInterface(it.ports.map((port) => portStanza(it, port)));

const same = (a: Setting | undefined, b: Setting | undefined): boolean => a?.lines.join('\n') === b?.lines.join('\n');
const about = ({ key }: Setting, stanza: Stanza | undefined): Setting | undefined =>
  stanza?.settings.find((it) => it.key === key);
const undoing = ({ undo, from }: Setting) => ({ lines: undo, from: [...from, gone] });

/** What cannot be overwritten, and changes: it goes before anything else does. */
const staying = (before: Stanza, after: Stanza | undefined): readonly Setting[] =>
  before.settings.filter((it) => it.stays && !same(it, about(it, after)));

/** The interface as it is once that is gone. */
const freed = (before: Stanza, after: Stanza | undefined): Stanza => {
  const left = staying(before, after);
  return {
    ...before,
    settings: before.settings.map((it) => (left.includes(it) ? { ...it, lines: it.undo, undo: [] } : it)),
  };
};

/**
 * What an interface says anew, and what it says no more, in the opposite order.
 * It joins a channel, and is opened, when all of that is done.
 */
const changed = (before: Stanza | undefined, after: Stanza): Line[] => {
  const fresh = after.settings.filter((it) => !same(it, before && about(it, before)));
  const old = before?.settings.filter((it) => about(it, after) === undefined).reverse() ?? [];
  const late = fresh.findIndex((it) => it.stays || it.lines.includes('no shutdown'));
  const end = late === -1 ? fresh.length : late;
  return underInterface(after, [...fresh.slice(0, end), ...old.map(undoing), ...fresh.slice(end)]);
};

/** A port that the model no longer speaks of: the platform's own configuration, shut, and never up in between. */
const lost = (it: Stanza): Line[] => {
  const shutting = underInterface(it, [{ lines: ['shutdown'], from: [shut] }]);
  return [...shutting, { text: `default interface ${it.interface}`, from: [...it.from, gone] }, ...shutting];
};

const vlansBetween = (before: SiteSwitch, after: SiteSwitch) => {
  const old = madeVlans(before);
  const wanted = madeVlans(after);
  const nameOf = new Map(old.map(({ vlan }) => [vlan.id, vlan.name]));
  const idOf = new Map(wanted.map(({ vlan }) => [vlan.name, vlan.id]));
  const kept = new Set(wanted.map(({ vlan }) => vlan.id));
  return {
    /** Another VLAN is to have the name. */
    renamed: old.filter(({ vlan }) => (idOf.get(vlan.name) ?? vlan.id) !== vlan.id),
    made: wanted.filter(({ vlan }) => nameOf.get(vlan.id) !== vlan.name),
    gone: old.filter(({ vlan }) => !kept.has(vlan.id)),
  };
};

const mtuBetween = (before: SiteSwitch, after: SiteSwitch): Line[] => {
  if (before.mtu.value === after.mtu.value) return [];
  if (after.mtu.value > 1500) return mtuLines(after);
  return [{ text: `no ${after.facts.jumbo.command}`, from: [...before.mtu.from, ...after.mtu.from, gone] }];
};

/**
 * The lines that turn a switch which is as one model says into one that is as
 * another says; with the models exchanged, those that turn it back.
 *
 * First ports leave the channels that they are not to be in, each as it was, so
 * that it goes on alone; then everything new; then what is no longer there,
 * VLANs last. Without a model of what was, all that must be there is said.
 */
export const transition = (before: SiteSwitch | undefined, after: SiteSwitch): readonly Line[] => {
  if (before === undefined) return configLines(after);
  const [oldPorts, newPorts] = [portsOf(before), portsOf(after)];
  const [oldChannels, newChannels] = [channelsOf(before), channelsOf(after)];
  const vlans = vlansBetween(before, after);
  const was = (it: Stanza): Stanza | undefined => {
    const old = oldPorts.get(it.interface);
    return old && freed(old, it);
  };
  return [
    ...(before.vtp === undefined ? vtpLines(after) : []),
    ...vlans.renamed.flatMap(withoutName),
    ...vlanLines(vlans.made),
    ...[...oldPorts.values()].flatMap((it) => underInterface(it, staying(it, newPorts.get(it.interface)).map(undoing))),
    ...[...newChannels.values()].flatMap((it) => changed(oldChannels.get(it.interface), it)),
    ...[...newPorts.values()].flatMap((it) => changed(was(it), it)),
    ...mtuBetween(before, after),
    ...[...oldPorts.values()].filter((it) => !newPorts.has(it.interface)).flatMap(lost),
    ...[...oldChannels.values()]
      .filter((it) => !newChannels.has(it.interface))
      .map((it): Line => ({ text: `no interface ${it.interface}`, from: [...it.from, gone] })),
    ...vlans.gone.map(withoutVlan),
  ];
};
