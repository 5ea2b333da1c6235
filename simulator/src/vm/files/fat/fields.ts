/** The fields of a folder's entry on a FAT volume beside its name: where the contents begin, how long they are, and when they were changed. */
import { Attribute } from './folder';

const EPOCH_MS = Date.UTC(2000, 0, 1);
const FIRST_YEAR = 1980;

export function isFolder(bytes: Uint8Array): boolean {
  return ((bytes[11] ?? 0) & Attribute.folder) !== 0;
}

export function isReadOnly(bytes: Uint8Array): boolean {
  return ((bytes[11] ?? 0) & Attribute.readOnly) !== 0;
}

export function setAttributes(bytes: Uint8Array, attributes: number): void {
  bytes[11] = attributes;
}

export function attributesOf(bytes: Uint8Array): number {
  return bytes[11] ?? 0;
}

/** 0 if the file has no contents. The upper half is there only with 32 bits. */
export function firstCluster(bytes: Uint8Array, bits: number): number {
  const view = viewOf(bytes);
  return view.getUint16(26, true) + (bits === 32 ? view.getUint16(20, true) * 0x10000 : 0);
}

export function setFirstCluster(bytes: Uint8Array, bits: number, cluster: number): void {
  const view = viewOf(bytes);
  view.setUint16(26, cluster & 0xffff, true);
  if (bits === 32) view.setUint16(20, cluster >>> 16, true);
}

export function sizeOf(bytes: Uint8Array): number {
  return viewOf(bytes).getUint32(28, true);
}

export function setSize(bytes: Uint8Array, sizeBytes: number): void {
  viewOf(bytes).setUint32(28, sizeBytes, true);
}

export function setCreated(bytes: Uint8Array, stamp: number): void {
  viewOf(bytes).setUint32(14, stamp, true);
}

export function setModified(bytes: Uint8Array, stamp: number): void {
  const view = viewOf(bytes);
  view.setUint32(22, stamp, true);
  view.setUint16(18, 0, true);
}

/** Seconds since the start of 2000. */
export function modifiedSeconds(bytes: Uint8Array): number {
  const view = viewOf(bytes);
  const [time, date] = [view.getUint16(22, true), view.getUint16(24, true)];
  const day = Date.UTC(FIRST_YEAR + (date >>> 9), ((date >>> 5) & 0x0f) - 1, date & 0x1f);
  return (day - EPOCH_MS) / 1000 + (time >>> 11) * 3600 + ((time >>> 5) & 0x3f) * 60 + 2 * (time & 0x1f);
}

/** A moment of the board's clock, in milliseconds since the start of 2000, as date and time in 32 bits. */
export function stampOf(nowMs: number): number {
  const at = new Date(EPOCH_MS + nowMs);
  const date = ((at.getUTCFullYear() - FIRST_YEAR) << 9) | ((at.getUTCMonth() + 1) << 5) | at.getUTCDate();
  const time = (at.getUTCHours() << 11) | (at.getUTCMinutes() << 5) | (at.getUTCSeconds() >>> 1);
  return ((date << 16) | time) >>> 0;
}

function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
}
