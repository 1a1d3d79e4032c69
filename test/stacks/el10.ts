import { el10 } from 'rackwright';
import { everything } from './everything.ts';

export default everything('el10', el10, {
  nic: { 'ethernet.wake-on-lan': '64' },
  bond: { 'connection.autoconnect-retries': '5' },
  bridge: { 'bridge.ageing-time': '200', 'user.rackwright.note': 'a;b' },
  vlan: { 'vlan.egress-priority-map': '0:1,' },
  policy: 'vlan+srcmac',
  service: 'httpd',
});
