import { el8 } from 'rackwright';
import { everything } from './everything.ts';

export default everything('el8', el8, {
  nic: { ETHTOOL_OPTS: 'autoneg on; wol g' },
  bond: { LINKDELAY: '5' },
  bridge: { BRIDGING_OPTS: 'ageing_time=200' },
  vlan: { REORDER_HDR: 'yes' },
  policy: 'layer2',
  service: 'httpd',
});
