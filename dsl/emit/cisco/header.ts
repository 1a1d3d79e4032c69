import { byDefault, place } from '../../language/place.ts';
import type { SiteSwitch } from '../../model/model.ts';
import type { SwitchFacts } from '../../platforms/switches.ts';
import type { Line } from '../step.ts';
import { freeText } from './free-text.ts';

const revert: Readonly<Record<SwitchFacts['revert'], readonly string[]>> = {
  'reload in': [
    'Before: "reload in 10", and "no" to the question whether to save. If the change locks you out,',
    '        the switch comes back after 10 minutes with the configuration it had. That reload brings back neither',
    '        the VLANs kept in vlan.dat nor the former "system mtu jumbo": a new one comes into effect with it.',
    'Send:   "copy <where it is>/config.ios running-config",',
    '        or "configure terminal", paste the file, "end".',
    'After:  confirm.ios, command by command; "reload cancel" is in it, before the save.',
  ],
  'revert timer': [
    'Once:   the switch needs an archive to go back to: "archive", and under it "path flash:before-".',
    'Before: "configure terminal revert timer 10". If the change locks you out,',
    '        the switch goes back after 10 minutes to the configuration it had.',
    'Send:   paste the file and "end"; or "end" first, and then',
    '        "copy <where it is>/config.ios running-config".',
    'After:  confirm.ios, command by command; "configure confirm" is in it, before the save.',
  ],
};

const law = [
  'What the switch must have. To send it again changes nothing. It never saves.',
  'There is neither "configure terminal" nor "end" in it, so that copying and pasting read the same lines.',
];

const order = [
  'Port-channels come before their members, as in the startup configuration of the switch itself: a change on',
  'one reaches all its members at once, while a member that is changed alone is suspended.',
  'Traffic stops on the one port that changes between access and trunk, or joins or leaves a channel.',
  'Not here: a port that goes from one channel to another, a channel that changes between LACP and static, and',
  'the removal of what the model no longer has. They take the model as it was, and the one that is to be.',
];

const live = [
  'A host at work on one port that becomes a member of an LACP channel can be cut off until it speaks LACP itself.',
  'To keep it: send the VLANs, the channel and its other ports first, then apply the host, then send the whole file,',
  'so that the port at work joins last. Or send the whole file at once, and apply the host from its console.',
];

const remark = byDefault('the words of the file itself');

const commented = (text: string, from: Line['from'] = [remark]): Line => ({
  text: text === '' ? '!' : `! ${text}`,
  from,
});

/** Which switch a file is for. */
export const titleLine = (it: SiteSwitch, what: string): Line =>
  commented(`${freeText(it.name)}: ${what} (${it.facts.title}, ${freeText(it.hardware.value)}, ${it.facts.system})`, [
    place(it.of),
    ...it.hardware.from,
  ]);

/** What a person must know before sending the configuration. */
export const configHeader = (it: SiteSwitch): readonly Line[] => [
  titleLine(it, 'configuration'),
  ...['', ...law, '', ...revert[it.facts.revert], '', ...order, '', ...live].map((text) => commented(text)),
  commented(''),
];
