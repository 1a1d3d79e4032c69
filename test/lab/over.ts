/** Kept before anything is done to a machine. */
export const keepAsMade = 'cp /etc/network/interfaces /run/interfaces.as-made';

/** A host as Debian left it: nothing of ours on it, and no device but its cards. */
export const asMade = `
  set -e
  systemctl --quiet stop 'rackwright-guard-*'
  ip -all netns delete
  ifdown --all --force
  for path in /sys/class/net/*; do
    name=\${path##*/}
    if [ -e "$path/device" ]; then
      ip addr flush dev "$name"
      ip link set "$name" nomaster
      ip link set "$name" down mtu 1500
    elif [ "$name" != lo ]; then
      ip link delete "$name" 2>/dev/null || :
    fi
  done
  cp /run/interfaces.as-made /etc/network/interfaces
  rm -rf /var/lib/rackwright /var/log/rackwright /etc/systemd/system/rackwright-guard.service
  ifup lo`;

/** The far ends of a switch's cables, with nothing on them. */
export const outsidersAsMade = `
  for space in $(ip netns list | cut -d' ' -f1); do
    for name in $(ip -n "$space" -o link show | sed -n 's/^[0-9]*: \\(port[.][0-9]*\\)@.*/\\1/p'); do
      ip -n "$space" link delete "$name"
    done
    ip -n "$space" addr flush dev port
    ip -n "$space" addr flush dev lo scope global
    ip -n "$space" link set port mtu 9216
  done`;
