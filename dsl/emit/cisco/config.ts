import { byDefault } from '../../language/place.ts';
import type { SiteSwitch } from '../../model/model.ts';
import type { SwitchFacts } from '../../platforms/switches.ts';
import type { Line } from '../step.ts';
import { underInterface } from './setting.ts';
import { channelStanza, portStanza } from './stanzas.ts';
import { madeVlans, vlanLines } from './vlans.ts';

const toRead = byDefault('a remark for the person who reads the file');

export const vtpLines = ({ vtp }: SiteSwitch): Line[] =>
  vtp === undefined
    ? []
    : [
        { text: `vtp mode ${vtp.value}`, from: vtp.from },
        { text: '!', from: vtp.from },
      ];

const jumboRemark: Readonly<Record<SwitchFacts['jumbo']['command'], readonly string[]>> = {
  'system mtu jumbo': [
    'Larger frames wait for the next reload: plan one, after the configuration is saved.',
    'The running configuration does not show this line; "show system mtu" does.',
  ],
  'system mtu': ['"show system mtu" tells whether this is in effect or waits for the next reload.'],
};

/** Larger frames, where a VLAN asks for them. Ethernet's own size is what a switch has without a word. */
export const mtuLines = ({ mtu, facts }: SiteSwitch): Line[] =>
  mtu.value <= 1500
    ? []
    : [
        ...jumboRemark[facts.jumbo.command].map((text): Line => ({ text: `! ${text}`, from: [...mtu.from, toRead] })),
        { text: `${facts.jumbo.command} ${mtu.value}`, from: mtu.from },
        { text: '!', from: mtu.from },
      ];

/** All that the switch must have, in an order in which each line can follow the one before it. */
export const configLines = (it: SiteSwitch): readonly Line[] => {
  const stanzas = [
    ...it.channels.map((channel) => channelStanza(it, channel)),
    ...it.ports.map((port) => portStanza(it, port)),
  ];
  return [
    ...vtpLines(it),
    ...vlanLines(madeVlans(it)),
    ...mtuLines(it),
    ...stanzas.flatMap((stanza) => underInterface(stanza, stanza.settings)),
  ];
};
