import { createReadStream } from 'node:fs';
import type { FileHandle } from 'node:fs/promises';
import { createInflateRaw } from 'node:zlib';
import { RefusedFile } from './table-file.ts';

/**
 * The parts of a workbook's ZIP container, read by its directory, each inflated no further than the
 * directory says: what a customer sends may be damaged, or made to fill memory and disk.
 */

export interface ZipPart {
  readonly name: string;
  /** Bytes when inflated. */
  readonly size: number;
  readonly compressedSize: number;
  readonly method: number;
  readonly headerOffset: number;
}

const signatures = { local: 0x04034b50, central: 0x02014b50, end: 0x06054b50 } as const;
const endLength = 22;
const longestComment = 0xffff;
const needsZip64 = 0xffffffff;
const stored = 0;
const deflated = 8;
const encryptedFlag = 1;

const damaged = (): RefusedFile => new RefusedFile('文件已损坏，或不是 Excel 文件（.xlsx）');

const readAt = async (file: FileHandle, position: number, length: number): Promise<Buffer> => {
  const { buffer, bytesRead } = await file.read(Buffer.alloc(length), 0, length, position);
  if (bytesRead < length) throw damaged();
  return buffer;
};

/** What the ZIP64 extra field holds of sizes and offset, in this order, where they stand there. */
const wideNumbers = (extra: Buffer): number[] => {
  for (let at = 0; at + 4 <= extra.length; at += 4 + extra.readUInt16LE(at + 2)) {
    if (extra.readUInt16LE(at) !== 1) continue;
    const field = extra.subarray(at + 4, at + 4 + extra.readUInt16LE(at + 2));
    const count = Math.floor(field.length / 8);
    return Array.from({ length: count }, (_, index) => Number(field.readBigUInt64LE(index * 8)));
  }
  return [];
};

const partsOf = (directory: Buffer, count: number): ZipPart[] => {
  const parts: ZipPart[] = [];
  let at = 0;
  for (let index = 0; index < count; index += 1) {
    if (directory.readUInt32LE(at) !== signatures.central) throw damaged();
    if ((directory.readUInt16LE(at + 8) & encryptedFlag) !== 0) {
      throw new RefusedFile('文件有密码：请在 Excel 里去掉密码后另存');
    }
    const [nameLength, extraLength, commentLength] = [28, 30, 32].map((offset) =>
      directory.readUInt16LE(at + offset),
    ) as [number, number, number];
    const nameEnd = at + 46 + nameLength;
    const wide = wideNumbers(directory.subarray(nameEnd, nameEnd + extraLength));
    const number = (offset: number): number => {
      const value = directory.readUInt32LE(at + offset);
      return value === needsZip64 ? (wide.shift() ?? value) : value;
    };
    // In the order in which ZIP64 has them.
    const size = number(24);
    const compressedSize = number(20);
    const headerOffset = number(42);
    parts.push({
      name: directory.toString('utf8', at + 46, nameEnd).replaceAll('\\', '/'),
      size,
      compressedSize,
      method: directory.readUInt16LE(at + 10),
      headerOffset,
    });
    at = nameEnd + extraLength + commentLength;
  }
  return parts;
};

/** What the container holds. Throws {@link RefusedFile} where the file is none. */
export const readZipParts = async (file: FileHandle, fileSize: number): Promise<ZipPart[]> => {
  if (fileSize < endLength) throw damaged();
  const tailLength = Math.min(fileSize, endLength + longestComment);
  const tail = await readAt(file, fileSize - tailLength, tailLength);
  const mark = Buffer.alloc(4);
  mark.writeUInt32LE(signatures.end);
  const end = tail.lastIndexOf(mark, tail.length - endLength);
  if (end < 0) throw damaged();
  const count = tail.readUInt16LE(end + 10);
  const length = tail.readUInt32LE(end + 12);
  const offset = tail.readUInt32LE(end + 16);
  if (offset + length > fileSize) throw damaged();
  try {
    return partsOf(await readAt(file, offset, length), count);
  } catch (error) {
    if (error instanceof RangeError) throw damaged();
    throw error;
  }
};

/** The part's content; throws where it is not exactly as long as the directory says. */
export async function* partContent(
  file: FileHandle,
  path: string,
  part: ZipPart,
): AsyncGenerator<Buffer> {
  if (part.method !== stored && part.method !== deflated) throw damaged();
  const header = await readAt(file, part.headerOffset, 30);
  if (header.readUInt32LE(0) !== signatures.local) throw damaged();
  const start = part.headerOffset + 30 + header.readUInt16LE(26) + header.readUInt16LE(28);
  if (part.compressedSize === 0) return;
  const raw = createReadStream(path, { start, end: start + part.compressedSize - 1 });
  const inflating = part.method === deflated ? raw.pipe(createInflateRaw()) : raw;
  raw.on('error', (error) => inflating.destroy(error));
  let length = 0;
  try {
    for await (const chunk of inflating as AsyncIterable<Buffer>) {
      length += chunk.length;
      if (length > part.size) throw damaged();
      yield chunk;
    }
  } catch (error) {
    if (error instanceof Error && 'code' in error && String(error.code).startsWith('Z_')) {
      throw damaged();
    }
    throw error;
  } finally {
    raw.destroy();
    inflating.destroy();
  }
  if (length !== part.size) throw damaged();
}

/** The header of a part that follows as it is, not compressed. */
export const storedHeader = (part: ZipPart): Buffer => {
  const name = Buffer.from(part.name);
  const header = Buffer.alloc(30);
  header.writeUInt32LE(signatures.local, 0);
  header.writeUInt16LE(20, 4);
  header.writeUInt32LE(part.size, 18);
  header.writeUInt32LE(part.size, 22);
  header.writeUInt16LE(name.length, 26);
  return Buffer.concat([header, name]);
};

/** The end of a container without a directory: enough for who reads it from the beginning. */
export const containerEnd = (): Buffer => {
  const end = Buffer.alloc(endLength);
  end.writeUInt32LE(signatures.end);
  return end;
};
