interface Socket {
  readonly type: 'inet';
  readonly host: string;
  readonly port: string;
}

/** One end of a wire, as qemu has it: where frames are taken, and where they are put. */
export interface WireEnd {
  readonly here: Socket;
  readonly far: Socket;
}

/** The number of a process has 22 bits, and no two that run have the same. */
const ownAddress = [127, 64 | (process.pid >> 16), (process.pid >> 8) & 255, process.pid & 255].join('.');

/** Below those that the kernel hands out, above those that daemons listen at. */
let port = 10_000;

const socket = (): Socket => ({ type: 'inet', host: ownAddress, port: String(port++) });

/**
 * Both ends of a wire: UDP, at an address of this machine that no other
 * process uses. What comes while a card is down is dropped once its buffer is
 * full, as copper would; with sockets in the file system qemu asks without end
 * whether there is room again, and takes a whole processor for it.
 */
export const wire = (): readonly [WireEnd, WireEnd] => {
  const [a, b] = [socket(), socket()];
  return [
    { here: a, far: b },
    { here: b, far: a },
  ];
};
