/** Bytes that come in pieces, and waiting until there are as many as expected. */
export class ByteCollector {
  private readonly pieces: Buffer[] = [];
  private sizeBytes = 0;
  private look: () => void = () => undefined;

  readonly add = (bytes: Uint8Array): void => {
    this.pieces.push(Buffer.from(bytes));
    this.sizeBytes += bytes.length;
    this.look();
  };

  /** All that came, once that is at least so much. */
  async take(sizeBytes: number): Promise<Buffer> {
    await this.until(() => this.sizeBytes >= sizeBytes);
    return Buffer.concat(this.pieces);
  }

  /** All that came, once this text is in it. */
  async text(part: string): Promise<string> {
    await this.until(() => Buffer.concat(this.pieces).includes(part));
    return Buffer.concat(this.pieces).toString();
  }

  private async until(isThere: () => boolean): Promise<void> {
    while (!isThere()) await new Promise<void>((resolve) => (this.look = resolve));
  }
}
