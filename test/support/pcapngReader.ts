/** Reads a pcapng file strictly, by the draft and not by the code that writes it, and throws at what is not as it must be. */
export interface ReadPacket {
  readonly timeUs: number;
  readonly bytes: Buffer;
  readonly size: number;
  readonly comments: readonly string[];
}

export interface ReadPcapng {
  readonly blockTypes: readonly number[];
  readonly interfaceName: string | undefined;
  readonly names: Readonly<Record<string, string>>;
  readonly packets: readonly ReadPacket[];
}

export function readPcapng(file: Buffer): ReadPcapng {
  const blockTypes: number[] = [];
  const packets: ReadPacket[] = [];
  const names: Record<string, string> = {};
  let interfaceName: string | undefined;
  for (let at = 0; at < file.length;) {
    const type = file.readUInt32LE(at);
    const length = file.readUInt32LE(at + 4);
    if (length < 12 || length % 4 !== 0 || file.readUInt32LE(at + length - 4) !== length)
      throw new Error(`A block of ${length} bytes at ${at}`);
    const body = file.subarray(at + 8, at + length - 4);
    blockTypes.push(type);
    if (type === 0x0a0d0d0a && body.readUInt32LE(0) !== 0x1a2b3c4d) throw new Error('The byte order is not told');
    if (type === 1) interfaceName = interfaceNameIn(body);
    if (type === 4) for (const [, value] of listIn(body)) names[value.subarray(4, -1).toString()] = value.subarray(0, 4).join('.');
    if (type === 6) packets.push(packetIn(body));
    at += length;
  }
  return { blockTypes, interfaceName, names, packets };
}

function interfaceNameIn(body: Buffer): string | undefined {
  const options = listIn(body.subarray(8));
  if (options.find(([code]) => code === 9)?.[1][0] !== 6) throw new Error('The times are not in microseconds');
  return options.find(([code]) => code === 2)?.[1].toString();
}

function packetIn(body: Buffer): ReadPacket {
  const length = body.readUInt32LE(12);
  const optionsAt = 20 + Math.ceil(length / 4) * 4;
  return {
    timeUs: body.readUInt32LE(4) * 2 ** 32 + body.readUInt32LE(8),
    bytes: body.subarray(20, 20 + length),
    size: body.readUInt32LE(16),
    comments: listIn(body.subarray(optionsAt)).flatMap(([code, value]) => (code === 1 ? [value.toString()] : [])),
  };
}

/** Options and records of names have one form, and end with one of kind and length 0. */
function listIn(bytes: Buffer): [code: number, value: Buffer][] {
  const list: [number, Buffer][] = [];
  for (let at = 0; at < bytes.length;) {
    const [code, length] = [bytes.readUInt16LE(at), bytes.readUInt16LE(at + 2)];
    if (code === 0 && length === 0 && at + 4 === bytes.length) return list;
    if (code === 0 || at + 4 + length > bytes.length) throw new Error(`An option ${code} of ${length} bytes at ${at}`);
    list.push([code, bytes.subarray(at + 4, at + 4 + length)]);
    at += 4 + Math.ceil(length / 4) * 4;
  }
  if (bytes.length > 0) throw new Error('Options without an end');
  return list;
}

/** The sum over an IPv4 header with its checksum in it: 0xffff where it is right. */
export function sumOfIpv4(frame: Buffer): number {
  return onesComplementSum(frame.subarray(14, 34));
}

/** The same of TCP or UDP, with the pseudo header. */
export function sumOfTransport(frame: Buffer): number {
  const segment = frame.subarray(34);
  const length = Buffer.alloc(2);
  length.writeUInt16BE(segment.length);
  return onesComplementSum(Buffer.concat([frame.subarray(26, 34), Buffer.of(0, frame[23]!), length, segment]));
}

function onesComplementSum(bytes: Buffer): number {
  const even = bytes.length % 2 === 0 ? bytes : Buffer.concat([bytes, Buffer.alloc(1)]);
  let sum = 0;
  for (let at = 0; at < even.length; at += 2) {
    sum += even.readUInt16BE(at);
    if (sum > 0xffff) sum -= 0xffff;
  }
  return sum;
}
