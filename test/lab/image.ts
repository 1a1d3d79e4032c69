import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { connectAgent } from './agent.ts';
import agentProgram from './image/agent.pl';
import diskRecipe from './image/disk.sh';
import installerProgram from './image/installer.sh';
import rootRecipe from './image/root.sh';
import { patience, until } from './patience.ts';
import { machineModel, startQemu, withDisk } from './qemu.ts';

const run = promisify(execFile);

/** What every machine is a copy of: a Debian that has been started once and then frozen. */
export interface Template {
  readonly kernel: string;
  readonly initrd: string;
  readonly disk: string;
  readonly memory: string;
  readonly state: string;
}

const caches = (): string => join(process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache'), 'rackwright-lab');

const keyOf = (...texts: readonly string[]): string => {
  const hash = createHash('sha256');
  for (const text of texts) hash.update(text).update('\0');
  return hash.digest('hex').slice(0, 16);
};

/** Where this machine has its own packages from. */
const mirror = async (): Promise<string> => {
  const format = ['--format', '$(ORIGIN) $(LABEL) $(COMPONENT) $(REPO_URI)'];
  const { stdout } = await run('apt-get', ['indextargets', ...format, 'Created-By: Packages']);
  const found = /^Debian Debian main (\S+)$/m.exec(stdout)?.[1];
  if (found === undefined)
    throw new Error('apt of this machine knows no Debian archive, so there is nothing to build from');
  return found;
};

const aWeek = 7 * 24 * 3600 * 1000;

/** Made once for each key, whole or not at all; what nobody has used for a week goes. */
const cached = async (key: string, make: (folder: string) => Promise<void>): Promise<string> => {
  const folder = join(caches(), key);
  const today = new Date();
  if (!existsSync(folder)) {
    mkdirSync(caches(), { recursive: true });
    const partial = mkdtempSync(join(caches(), 'partial-'));
    try {
      await make(partial);
      if (!existsSync(folder)) renameSync(partial, folder);
    } finally {
      rmSync(partial, { recursive: true, force: true });
    }
  }
  utimesSync(folder, today, today);
  for (const name of readdirSync(caches())) {
    const path = join(caches(), name);
    if (today.getTime() - statSync(path).mtimeMs > aWeek) rmSync(path, { recursive: true, force: true });
  }
  return folder;
};

/** Mounts and processes of a recipe end with it, however it ends. */
const recipe = async (text: string, words: readonly string[], seconds: number, folder: string): Promise<void> => {
  const path = join(folder, 'recipe.sh');
  writeFileSync(path, text);
  const apart = ['--mount', '--pid', '--kill-child', '--propagation', 'private'];
  try {
    await run('setpriv', ['--pdeathsig', 'KILL', 'unshare', ...apart, 'bash', path, ...words], {
      timeout: seconds * 1000,
      killSignal: 'SIGKILL',
      maxBuffer: 1 << 26,
    });
  } finally {
    rmSync(path);
  }
};

/** The devices' daemon starts again with the first card: it must not know the template's name. */
const settled = `
  systemctl is-system-running --wait
  systemctl --failed
  udevadm settle
  systemctl --quiet stop systemd-udevd 2>/dev/null
  sync
  echo 3 >/proc/sys/vm/drop_caches`;

const ignoreShared = { capabilities: [{ capability: 'x-ignore-shared', state: true }] };

/** Starts a machine, waits until it has nothing left to do, and keeps what it is then. */
const freeze = async (folder: string): Promise<void> => {
  const disk = join(folder, 'template.qcow2');
  // By its bare name, which is looked for beside it: the folder has another name when all is done.
  await run('qemu-img', ['create', '-q', '-f', 'qcow2', '-b', 'disk', '-F', 'raw', disk], { cwd: folder });
  const memory = { file: join(folder, 'memory'), shared: true };
  const parts = { folder, kernel: join(folder, 'kernel'), initrd: join(folder, 'initrd'), disk, memory };
  const qemu = await startQemu(folder, withDisk(parts));
  try {
    const agent = await connectAgent(folder);
    await agent.nextHello(patience.start, '');
    const { ended } = agent.start(settled);
    const { out } = await ended;
    if (!out.startsWith('running')) throw new Error(`the template has not come up: ${out}`);
    agent.close();
    await qemu.tell('stop');
    await qemu.tell('migrate-set-capabilities', ignoreShared);
    await qemu.tell('migrate', { uri: `exec:cat >${join(folder, 'state')}` });
    await until(60, 'the template is saved', async () => {
      const { status } = (await qemu.tell('query-migrate')) as { status: string };
      if (status === 'failed') throw new Error('the template could not be saved');
      return status === 'completed';
    });
  } finally {
    await qemu.kill();
  }
};

/** Built when it is not in the cache: from this machine's Debian archive, and nothing else. */
export const template = async (say: (text: string) => void): Promise<Template> => {
  const { stdout: version } = await run('qemu-system-x86_64', ['--version']);
  const root = await cached(`root-${keyOf(rootRecipe)}`, async (folder) => {
    say('building the root of the machines from Debian packages');
    await recipe(rootRecipe, [join(folder, 'root'), await mirror()], 900, folder);
  });
  const folder = await cached(
    `image-${keyOf(rootRecipe, diskRecipe, agentProgram, installerProgram, machineModel, settled, version)}`,
    async (it) => {
      say('making the disk of the machines');
      const [agent, installer] = [join(it, 'agent.pl'), join(it, 'installer.sh')];
      writeFileSync(agent, agentProgram);
      writeFileSync(installer, installerProgram);
      await recipe(diskRecipe, [join(root, 'root'), it, agent, installer], 180, it);
      say('starting the template');
      await freeze(it);
    },
  );
  const at = (name: string): string => join(folder, name);
  return {
    kernel: at('kernel'),
    initrd: at('initrd'),
    disk: at('template.qcow2'),
    memory: at('memory'),
    state: at('state'),
  };
};

/** A machine that goes on where the template was frozen. */
export const thaw = { words: ['-incoming', 'defer'], ignoreShared };
