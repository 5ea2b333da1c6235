/** Telnet's framing (RFC 854), as pure functions of bytes: data with 255 doubled, commands and subnegotiations in between. */

export const IAC = 255;
export const DONT = 254;
export const DO = 253;
export const WONT = 252;
export const WILL = 251;
const SB = 250;
const SE = 240;

export type TelnetPart =
  | { readonly kind: 'data'; readonly bytes: Uint8Array }
  | { readonly kind: 'option'; readonly verb: number; readonly option: number }
  | { readonly kind: 'subnegotiation'; readonly option: number; readonly bytes: Uint8Array };

export function escapeData(bytes: Uint8Array): Uint8Array {
  const extra = bytes.reduce((count, value) => count + (value === IAC ? 1 : 0), 0);
  if (extra === 0) return bytes;
  const escaped = new Uint8Array(bytes.length + extra);
  let end = 0;
  for (const value of bytes) {
    escaped[end++] = value;
    if (value === IAC) escaped[end++] = IAC;
  }
  return escaped;
}

export function optionCommand(verb: number, option: number): Uint8Array {
  return Uint8Array.of(IAC, verb, option);
}

export function subnegotiation(option: number, bytes: Uint8Array): Uint8Array {
  return Uint8Array.of(IAC, SB, option, ...escapeData(bytes), IAC, SE);
}

/** Takes a stream apart, in pieces as they come. */
export class TelnetDecoder {
  private state: 'data' | 'command' | 'option' | 'inside' | 'insideCommand' = 'data';
  private verb = 0;
  private inside: number[] = [];

  push(bytes: Uint8Array): readonly TelnetPart[] {
    const parts: TelnetPart[] = [];
    let data: number[] = [];
    const endData = (): void => {
      if (data.length > 0) parts.push({ kind: 'data', bytes: Uint8Array.from(data) });
      data = [];
    };
    for (const value of bytes) {
      if (this.state === 'data' && value !== IAC) data.push(value);
      else if (this.state === 'command' && value === IAC) {
        data.push(value);
        this.state = 'data';
      } else {
        endData();
        const part = this.step(value);
        if (part) parts.push(part);
      }
    }
    endData();
    return parts;
  }

  private step(value: number): TelnetPart | undefined {
    switch (this.state) {
      case 'data':
        this.state = 'command';
        return undefined;
      case 'command':
        this.verb = value;
        this.inside = [];
        this.state = value === SB ? 'inside' : value >= WILL ? 'option' : 'data';
        return undefined;
      case 'option':
        this.state = 'data';
        return { kind: 'option', verb: this.verb, option: value };
      case 'inside':
        if (value === IAC) this.state = 'insideCommand';
        else this.keep(value);
        return undefined;
      case 'insideCommand':
        return this.endInside(value);
    }
  }

  private endInside(value: number): TelnetPart | undefined {
    this.state = value === IAC ? 'inside' : 'data';
    if (value === IAC) this.keep(value);
    const [option, ...bytes] = this.inside;
    return value === SE && option !== undefined ? { kind: 'subnegotiation', option, bytes: Uint8Array.from(bytes) } : undefined;
  }

  /** No subnegotiation of ours is long; what goes on for ever is no Telnet. */
  private keep(value: number): void {
    if (this.inside.length < 1024) this.inside.push(value);
  }
}
