import { el5 } from 'rackwright';
import { everything } from './everything.ts';

export default everything('el5', el5, {
  nic: { ETHTOOL_OPTS: 'autoneg on' },
  bond: { LINKDELAY: '5' },
  bridge: { GCINT: '4' },
  vlan: { REORDER_HDR: 'yes' },
  policy: 'layer2',
  service: 'httpd',
  modprobe: [
    'alias scsi_hostadapter megaraid_sas',
    'alias eth2 bnx2',
    'alias eth1 bnx2',
    'options bnx2 disable_msi=1',
    'alias eth3 e1000',
    'alias eth4 e1000',
    'alias eth5 e1000',
    'alias eth6 e1000',
  ],
});
