/** One end of a wire: where frames are taken, and where they are put. */
export interface WireEnd {
  readonly here: Socket;
  readonly far: Socket;
}

interface Socket {
  readonly type: 'inet';
  readonly host: string;
  readonly port: string;
}

/** The numbers of processes have 22 bits, and no two processes have the same. */
const ownAddress = [127, 64 | (process.pid >> 16), (process.pid >> 8) & 255, process.pid & 255].join('.');

/** Below those that are handed out, above those that daemons listen at. */
let port = 10_000;

/**
 * Both ends of a wire: UDP, at an address of this machine that no other
 * process uses. What comes while a card is down is dropped once its buffer is
 * full, as copper would; with sockets in the file system qemu asks without end
 * whether there is room again, and takes a whole processor for it.
 */
export const wire = (): readonly [WireEnd, WireEnd] => {
  const [a, b]: readonly [Socket, Socket] = [
    { type: 'inet', host: ownAddress, port: String(port++) },
    { type: 'inet', host: ownAddress, port: String(port++) },
  ];
  return [
    { here: a, far: b },
    { here: b, far: a },
  ];
};
