import { debian13 } from 'rackwright';
import { everything } from './everything.ts';

export default everything('debian13', debian13, {
  nic: { 'offload-tso': 'off' },
  bond: { 'bond-use-carrier': '1' },
  bridge: { bridge_ageing: '300' },
  vlan: { 'vlan-rx-offload': 'on' },
  policy: 'layer2',
  service: 'nginx',
});
