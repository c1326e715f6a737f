// Runs on the system's Node before `npm ci` has finished: Node 20 built-ins only.
import net from 'node:net';

/** @param {string} name */
function address(name) {
  if (process.platform === 'linux') return `\0kakou-desk-${name}`;
  if (process.platform === 'win32') return `\\\\.\\pipe\\kakou-desk-${name}`;
  return `/tmp/kakou-desk-${name}.lock`;
}

/**
 * Takes a lock that all processes of the machine see and that the system itself takes back when
 * its holder dies, however it dies: the holder listens on an address, who waits is connected to it
 * and hears the connection end.
 * @param {string} name
 * @param {{ onWait?: () => void }} [options]
 * @returns {Promise<() => Promise<void>>} gives the lock back
 */
export async function takeMachineLock(name, { onWait } = {}) {
  let told = false;
  for (;;) {
    const release = await tryToListen(address(name));
    if (release) return release;
    if (!told) onWait?.();
    told = true;
    await untilHolderIsGone(address(name));
  }
}

/** @param {string} where @returns {Promise<null | (() => Promise<void>)>} */
function tryToListen(where) {
  return new Promise((resolve, reject) => {
    /** @type {Set<net.Socket>} */
    const waiting = new Set();
    const server = net.createServer((socket) => {
      waiting.add(socket);
      socket.unref();
      socket.on('error', () => undefined);
      socket.on('close', () => waiting.delete(socket));
    });
    server.once('error', (/** @type {NodeJS.ErrnoException} */ error) =>
      error.code === 'EADDRINUSE' ? resolve(null) : reject(error),
    );
    server.listen(where, () => {
      server.unref();
      resolve(
        () =>
          new Promise((done) => {
            server.close(() => done());
            for (const socket of waiting) socket.destroy();
          }),
      );
    });
  });
}

/** @param {string} where @returns {Promise<void>} */
function untilHolderIsGone(where) {
  return new Promise((resolve) => {
    const socket = net.connect(where);
    socket.on('error', () => undefined);
    socket.on('close', () => setTimeout(resolve, 20));
  });
}
