#!/bin/bash
# What every apply.sh is made of: one function per verb, and what they share. They
# stand in the files of this folder; verbs.ts has their order.
#
# Layout, which verbs.ts relies on: a function opens with `name() {` and closes
# with the first `}`, both at the left margin; the comment directly above goes
# with it. There is nothing outside functions.
#
# The language is bash 3.2.

# What a script brings itself stands here as an example, for the reader
# and the linter; it is never carried into a script.
host() {
  host=hv1
  site=dc1
  platform='Enterprise Linux 9'
  tools='ip systemctl rpm dnf'
  init=systemd
  manager=dnf
  network=keyfile
}

is_platform() {
  os_release 9 rhel centos almalinux rocky ol
}

nics() {
  expect_nic eth0 00:1e:c9:00:01:00
}

section_network() {
  packages NetworkManager
  judged_by sshd -t -f @
  file /etc/hostname 0644 root:root <<'EOF' || lost
hv1
EOF
  device nic eth0 mtu 1500 address 10.66.6.1/24 gateway 10.66.6.254
}

sections() {
  section network guarded && section_network
  bring_up network && section_network
  prove network && section_network
  settle network
}
