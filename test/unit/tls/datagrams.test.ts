/** DTLS over a network that loses, doubles and reorders datagrams. The clock is ours. */
import { describe, expect, it } from 'vitest';
import { TlsError } from '../../../shared/src';
import { configuration, EngineEnd, HOST, MemoryBio, own, trusting } from '../../support/tlsPeers';

class Network {
  nowMs = 0;
  readonly client: EngineEnd;
  server: EngineEnd;
  private readonly serverConfiguration = configuration('server', { transport: 'datagram', own: own('rsa', 'rsa') });
  private sent = 0;

  /** `deliver` tells what becomes of the datagram with that number: how often it arrives. */
  constructor(private readonly deliver: (index: number) => number = () => 1) {
    const configured = configuration('client', { transport: 'datagram', verifyMode: 2, trusted: trusting('authority') });
    this.client = new EngineEnd(configured, new MemoryBio(), { serverName: HOST, nowMs: () => this.nowMs });
    this.server = this.newServer();
    this.client.bio.peer = (bytes) => this.carry(bytes, this.server.bio);
  }

  /** The server begins anew once it has asked for a cookie. */
  newServer(): EngineEnd {
    const end = new EngineEnd(this.serverConfiguration, new MemoryBio(), { clientId: Buffer.from('client'), nowMs: () => this.nowMs });
    end.bio.peer = (bytes) => this.carry(bytes, this.client.bio);
    return end;
  }

  /** Runs both ends until both are done, letting time pass where both wait. */
  shakeHands(): readonly [number, number] {
    for (let i = 0; i < 200; i++) {
      const client = goOn(this.client);
      const server = goOn(this.server);
      if (server === TlsError.SSL_HELLO_VERIFY_REQUIRED) this.server = this.newServer();
      else if (client !== TlsError.SSL_WANT_READ && server !== TlsError.SSL_WANT_READ) return [client, server];
      else this.nowMs += 100;
    }
    return [TlsError.SSL_WANT_READ, TlsError.SSL_WANT_READ];
  }

  private carry(bytes: Buffer, to: MemoryBio): void {
    for (let copies = this.deliver(this.sent++); copies > 0; copies--) to.arrive(Buffer.from(bytes));
  }
}

/** An end that is through goes on reading, because its last words may have to be said again. */
function goOn({ connection }: EngineEnd): number {
  const outcome = connection.read(Buffer.alloc(1));
  return outcome === TlsError.SSL_WANT_READ && connection.isHandshakeOver ? 0 : outcome;
}

describe('a handshake over datagrams', () => {
  it('succeeds where nothing is lost', () => {
    expect(new Network().shakeHands()).toEqual([0, 0]);
  });

  it('succeeds whichever datagram is lost or doubled', () => {
    for (let index = 0; index < 7; index++) {
      expect([index, ...new Network((sent) => (sent === index ? 0 : 1)).shakeHands()]).toEqual([index, 0, 0]);
      expect([index, ...new Network((sent) => (sent === index ? 2 : 1)).shakeHands()]).toEqual([index, 0, 0]);
    }
  });

  it('gives up after a minute of silence', () => {
    const network = new Network(() => 0);
    let outcome: number = TlsError.SSL_WANT_READ;
    while (outcome === TlsError.SSL_WANT_READ && network.nowMs < 300_000) {
      outcome = network.client.connection.handshake();
      network.nowMs += 100;
    }
    expect(outcome).toBe(TlsError.SSL_TIMEOUT);
    expect(network.nowMs).toBeGreaterThan(60_000);
  });
});

describe('data over datagrams', () => {
  it('that is forged or repeated is passed over', async () => {
    const network = new Network();
    network.shakeHands();
    const { client, server } = network;
    const packets: Buffer[] = [];
    client.bio.peer = (bytes) => packets.push(Buffer.from(bytes));
    client.write('one');
    client.write('two');
    const [one, two] = packets;
    const forged = Buffer.from(one!);
    forged[forged.length - 1]! ^= 1;
    for (const packet of [forged, two!, two!, Buffer.from('nonsense'), one!]) server.bio.arrive(packet);
    expect(await server.read(10)).toBe('two');
    expect(await server.read(10)).toBe('one');
    expect(server.connection.read(Buffer.alloc(10))).toBe(TlsError.SSL_WANT_READ);
  });

  it('is not cut into pieces', () => {
    const network = new Network();
    network.shakeHands();
    expect(network.client.connection.write(Buffer.alloc(4097))).toBe(TlsError.SSL_BAD_INPUT_DATA);
  });
});
