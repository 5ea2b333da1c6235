/** Passwords of WebREPLs: asked for once, kept when a board has taken them, and asked for again when it has not. */
import { describe, expect, it, type TestContext } from 'vitest';
import { ConnectedBoard } from '../../../board/src';
import { WebReplPasswords } from '../../../client/src/device/password';
import { WebReplBoard } from '../../support/webReplBoard';

const RIGHT = 'moon4shot';

class Desk {
  readonly kept = new Map<string, string>();
  askedCount = 0;

  constructor(private readonly answers: (string | undefined)[]) {}

  /** As in a window that was just opened. */
  passwords(): WebReplPasswords {
    return new WebReplPasswords(
      {
        get: (key) => Promise.resolve(this.kept.get(key)),
        store: (key, value) => Promise.resolve(void this.kept.set(key, value)),
      },
      () => {
        this.askedCount++;
        return Promise.resolve(this.answers.shift());
      },
    );
  }
}

async function board({ onTestFinished }: TestContext): Promise<WebReplBoard> {
  const served = await WebReplBoard.start(RIGHT);
  onTestFinished(() => served.dispose());
  return served;
}

async function connect({ address }: WebReplBoard, passwords: WebReplPasswords): Promise<void> {
  const connected = await ConnectedBoard.open(address, { password: (name) => passwords.get(name) });
  await passwords.accepted(connected.name);
  await connected.close();
}

describe('the password of a WebREPL', () => {
  it('is asked for once, in this window and in the next', async (test) => {
    const served = await board(test);
    const desk = new Desk([RIGHT]);
    const passwords = desk.passwords();
    for (const each of [passwords, passwords, desk.passwords()]) await connect(served, each);
    expect([desk.askedCount, [...desk.kept.values()]]).toEqual([1, [RIGHT]]);
  });

  it('is not kept when the board refuses it, and asked for again', async (test) => {
    const served = await board(test);
    const desk = new Desk(['wrong', RIGHT]);
    const passwords = desk.passwords();
    await expect(connect(served, passwords)).rejects.toThrow('does not take this password');
    expect(desk.kept.size).toBe(0);
    await connect(served, passwords);
    expect([desk.askedCount, [...desk.kept.values()]]).toEqual([2, [RIGHT]]);
  });

  it('is asked for once more when the one that was kept is wrong by now', async (test) => {
    const served = await board(test);
    const desk = new Desk([RIGHT]);
    const passwords = desk.passwords();
    await passwords.get(served.address);
    await passwords.accepted(served.address);
    const [key = ''] = desk.kept.keys();
    desk.kept.set(key, 'old');
    const later = new Desk([RIGHT]);
    later.kept.set(key, 'old');
    const others = later.passwords();
    await expect(connect(served, others)).rejects.toThrow('does not take this password');
    await connect(served, others);
    expect([later.askedCount, later.kept.get(key)]).toEqual([1, RIGHT]);
  });

  it('is nothing when the user gives up', async () => {
    const passwords = new Desk([undefined]).passwords();
    expect(await passwords.get('ws://a:8266')).toBeUndefined();
    await passwords.accepted('ws://a:8266');
  });
});
