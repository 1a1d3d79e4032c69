import { debian12 } from 'rackwright';
import { everything } from './everything.ts';

export default everything('debian12', debian12, {
  nic: { 'offload-tso': 'off' },
  bond: { 'bond-use-carrier': '1' },
  bridge: { bridge_ageing: '300' },
  vlan: { 'vlan-rx-offload': 'on' },
  policy: 'layer2',
  service: 'nginx',
});
