import { el7 } from 'rackwright';
import { everything } from './everything.ts';

export default everything('el7', el7, {
  nic: { ETHTOOL_OPTS: 'autoneg on; wol g' },
  bond: { LINKDELAY: '5' },
  bridge: { BRIDGING_OPTS: 'ageing_time=200' },
  vlan: { REORDER_HDR: 'yes' },
  policy: 'layer2+3',
  service: 'httpd',
});
