/**
 * Stand-ins for what a machine has and a throw-away root has not: services
 * that remember in /units whether they run, whether they start at boot, and
 * which configuration they have read.
 */
const reads = `has=$(while read -r f; do cat "$f"; done 2>/dev/null </units/$1.reads; echo .); printf %s "\${has%.}" >/units/$1.has`;

export const systemd = {
  systemctl: `verb=$1
    while [ "$1" != -- ]; do shift; done; shift
    # Reads without another process: hundreds of runs ask.
    state() { state=inactive; [ ! -r /units/$1.active ] || read -r state </units/$1.active; }
    up() { if [ -e /units/$1.broken ]; then echo failed >/units/$1.active; echo "$1 does not start"; exit 1; fi; ${reads}; echo active >/units/$1.active; }
    case $verb in
      show) for name; do state $name; file=; [ ! -r /units/$name.file ] || read -r file </units/$name.file; echo "ActiveState=$state"; echo "UnitFileState=$file"; echo; done ;;
      enable) [ -e /units/$1.file ] || { echo "Unit $1 not found."; exit 1; }; echo enabled >/units/$1.file ;;
      disable) echo disabled >/units/$1.file ;;
      start | restart) up $1 ;;
      reload) ${reads} ;;
      try-restart) state $1; [ "$state" != active ] || up $1 ;;
      stop) echo inactive >/units/$1.active ;;
    esac`,
};

export const sysv = {
  service: `case $2 in
      status) [ ! -e /units/$1.dead ] || exit 1; [ -e /units/$1.on ] || exit 3 ;;
      start | restart) if [ -e /units/$1.broken ]; then rm -f /units/$1.on; >/units/$1.dead; exit 1; fi; rm -f /units/$1.dead; set -- $1; ${reads}; >/units/$1.on ;;
      reload) set -- $1; ${reads} ;;
      stop) rm -f /units/$1.on /units/$1.dead ;;
    esac`,
  chkconfig: 'case "$2" in on) touch /units/$1.boot ;; off) rm -f /units/$1.boot ;; *) [ -e /units/$1.boot ] ;; esac',
};

/** The package database is a folder. */
export const debian = {
  'dpkg-query':
    'shift 4; code=0; for name; do if [ -e /db/$name ]; then read -r state </db/$name; echo "$state"; else code=1; fi; done; exit $code',
  'apt-get': `case " $* " in *" install "*)
      while [ "$1" != -- ]; do shift; done; shift
      for name; do
        echo "install ok installed" >/db/$name
        [ ! -e /db/$name.unit ] || { echo enabled >/units/$name.file; echo active >/units/$name.active; }
      done ;;
    esac`,
};
