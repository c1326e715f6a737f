import {
  closeSync,
  createReadStream,
  createWriteStream,
  fstatSync,
  mkdirSync,
  openSync,
  readFileSync,
  readSync,
  statSync,
  writeSync,
} from 'node:fs';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import { crc32, createInflateRaw } from 'node:zlib';

type Entry = { name: string; mode: number; compressed: boolean; size: number; offset: number };

const endOfDirectory = 0x06054b50;
const endOfDirectoryLength = 22;
const directoryEntry = 0x02014b50;
const localHeader = 0x04034b50;
const madeByUnix = 0x0314;

/**
 * Unpacks the entries for which `target` names a path below `folder`. The archive holds 25,000
 * files of which a hundred are wanted; the unpackers at hand only know all or nothing.
 */
export async function unzipSelected(
  archive: string,
  folder: string,
  target: (name: string) => string | null,
): Promise<void> {
  const file = openSync(archive, 'r');
  try {
    for (const entry of entries(file)) {
      const relative = target(entry.name);
      if (relative === null || entry.name.endsWith('/')) continue;
      const destination = path.resolve(folder, relative);
      if (!destination.startsWith(path.resolve(folder) + path.sep)) {
        throw new Error(`${archive} holds a path outside its folder: ${entry.name}`);
      }
      mkdirSync(path.dirname(destination), { recursive: true });
      const start = entry.offset + localHeaderLength(file, entry.offset);
      const source = createReadStream(archive, { start, end: start + entry.size - 1 });
      const sink = createWriteStream(destination, { mode: entry.mode & 0o777 || 0o644 });
      if (entry.size === 0) sink.end();
      else if (entry.compressed) await pipeline(source, createInflateRaw(), sink);
      else await pipeline(source, sink);
    }
  } finally {
    closeSync(file);
  }
}

function read(file: number, position: number, length: number): Buffer {
  const buffer = Buffer.alloc(length);
  readSync(file, buffer, 0, length, position);
  return buffer;
}

function entries(file: number): Entry[] {
  const tailLength = Math.min(fstatSync(file).size, 0xffff + endOfDirectoryLength);
  const tail = read(file, fstatSync(file).size - tailLength, tailLength);
  let end = tail.length - endOfDirectoryLength;
  while (end >= 0 && tail.readUInt32LE(end) !== endOfDirectory) end -= 1;
  if (end < 0) throw new Error('not a zip archive');

  const count = tail.readUInt16LE(end + 10);
  const directory = read(file, tail.readUInt32LE(end + 16), tail.readUInt32LE(end + 12));
  const found: Entry[] = [];
  for (let at = 0; found.length < count;) {
    if (directory.readUInt32LE(at) !== directoryEntry)
      throw new Error('the zip directory is damaged');
    const nameLength = directory.readUInt16LE(at + 28);
    found.push({
      name: directory.toString('utf8', at + 46, at + 46 + nameLength),
      mode: directory.readUInt32LE(at + 38) >>> 16,
      compressed: directory.readUInt16LE(at + 10) !== 0,
      size: directory.readUInt32LE(at + 20),
      offset: directory.readUInt32LE(at + 42),
    });
    at += 46 + nameLength + directory.readUInt16LE(at + 30) + directory.readUInt16LE(at + 32);
  }
  return found;
}

/** The local header repeats the directory's fields with lengths of its own. */
function localHeaderLength(file: number, offset: number): number {
  const header = read(file, offset, 30);
  return 30 + header.readUInt16LE(26) + header.readUInt16LE(28);
}

/** Writes the files uncompressed, with their modes: the archive is read once and thrown away. */
export function createZip(archive: string, folder: string, names: string[]): void {
  const file = openSync(archive, 'w');
  const directory: Buffer[] = [];
  let offset = 0;
  const write = (buffer: Buffer) => {
    writeSync(file, buffer);
    offset += buffer.length;
  };
  try {
    for (const name of names) {
      const content = readFileSync(path.join(folder, name));
      const mode = statSync(path.join(folder, name)).mode;
      const encoded = Buffer.from(name);
      // Version 20, UTF-8 names, stored, no date, checksum, both sizes, length of the name.
      const common = Buffer.alloc(26);
      common.writeUInt16LE(20, 0);
      common.writeUInt16LE(0x0800, 2);
      common.writeUInt16LE(0x21, 8);
      common.writeUInt32LE(crc32(content), 10);
      common.writeUInt32LE(content.length, 14);
      common.writeUInt32LE(content.length, 18);
      common.writeUInt16LE(encoded.length, 22);
      const entry = Buffer.alloc(46);
      entry.writeUInt32LE(directoryEntry, 0);
      entry.writeUInt16LE(madeByUnix, 4);
      common.copy(entry, 6);
      entry.writeUInt32LE((mode << 16) >>> 0, 38);
      entry.writeUInt32LE(offset, 42);
      directory.push(entry, encoded);
      write(Buffer.concat([signature(localHeader), common, encoded]));
      write(content);
    }
    const directoryOffset = offset;
    const entriesBytes = Buffer.concat(directory);
    write(entriesBytes);
    const end = Buffer.alloc(endOfDirectoryLength);
    end.writeUInt32LE(endOfDirectory, 0);
    end.writeUInt16LE(names.length, 8);
    end.writeUInt16LE(names.length, 10);
    end.writeUInt32LE(entriesBytes.length, 12);
    end.writeUInt32LE(directoryOffset, 16);
    write(end);
  } finally {
    closeSync(file);
  }
}

function signature(value: number): Buffer {
  const buffer = Buffer.alloc(4);
  buffer.writeUInt32LE(value, 0);
  return buffer;
}
