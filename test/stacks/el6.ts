import { el6 } from 'rackwright';
import { everything } from './everything.ts';

export default everything('el6', el6, {
  nic: { ETHTOOL_OPTS: 'autoneg on; wol g' },
  bond: { LINKDELAY: '5' },
  bridge: { AGEING: '300' },
  vlan: { REORDER_HDR: 'yes' },
  policy: 'layer2+3',
  service: 'httpd',
});
