/**
 * The certificates that a context has been shown last. A script that connects to one server again and again is shown the same
 * ones each time, and to read one takes longer than to check its signature. What was read says nothing of whether it is trusted.
 */
import { Certificate } from './certificate';

const MAX_KNOWN = 16;

export class KnownCertificates {
  private readonly known = new Map<string, Certificate>();

  /** The certificate at the beginning of the bytes. Throws if it is none. */
  read(bytes: Buffer): Certificate {
    const name = bytes.toString('latin1');
    const certificate = this.known.get(name) ?? new Certificate(bytes);
    // The one that was used last stands last.
    this.known.delete(name);
    this.known.set(name, certificate);
    const [oldest] = this.known.keys();
    if (this.known.size > MAX_KNOWN && oldest !== undefined) this.known.delete(oldest);
    return certificate;
  }
}
