/** Runs the built command line as a user would, and keeps what it wrote. */
import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DIST } from './distFolders';

export class CliRun {
  stdout = Buffer.alloc(0);
  stderr = '';
  readonly ended: Promise<number | NodeJS.Signals>;
  private readonly watchers = new Set<() => void>();

  constructor(readonly child: ChildProcessWithoutNullStreams) {
    child.stdout.on('data', (chunk: Buffer) => {
      this.stdout = Buffer.concat([this.stdout, chunk]);
      for (const watcher of this.watchers) watcher();
    });
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      this.stderr += text;
      for (const watcher of this.watchers) watcher();
    });
    // It may have ended before everything was written to it.
    child.stdin.on('error', () => undefined);
    this.ended = new Promise((resolve) => child.once('close', (code, signal) => resolve(code ?? signal ?? -1)));
  }

  /** Resolves when standard output holds the text. */
  printed(text: string): Promise<void> {
    return this.until(() => this.stdout.includes(text));
  }

  /** Resolves when standard error holds the text. */
  complained(text: string): Promise<void> {
    return this.until(() => this.stderr.includes(text));
  }

  private until(isThere: () => boolean): Promise<void> {
    return new Promise((resolve) => {
      const watcher = (): void => {
        if (!isThere()) return;
        this.watchers.delete(watcher);
        resolve();
      };
      this.watchers.add(watcher);
      watcher();
    });
  }
}

/** A folder for scripts, and the command line to run them with. */
export class CliBench {
  private constructor(
    readonly folder: string,
    private readonly distFolder: string,
  ) {}

  static async create(distFolder = DIST): Promise<CliBench> {
    return new CliBench(await mkdtemp(join(tmpdir(), 'cli-')), distFolder);
  }

  /** Starts the command line in the folder; its standard input stays open. */
  start(...words: string[]): CliRun {
    return new CliRun(spawn(process.execPath, [join(this.distFolder, 'cli.js'), ...words], { cwd: this.folder }));
  }

  /** Runs it to its end with an empty standard input. */
  async run(...words: string[]): Promise<{ code: number | NodeJS.Signals; stdout: string; stderr: string }> {
    const run = this.start(...words);
    run.child.stdin.end();
    const code = await run.ended;
    return { code, stdout: run.stdout.toString(), stderr: run.stderr };
  }

  /** Writes a script and returns its name. */
  async script(source: string | Uint8Array, name = 'main.py'): Promise<string> {
    await writeFile(join(this.folder, name), source);
    return name;
  }

  remove(): Promise<void> {
    return rm(this.folder, { recursive: true, force: true });
  }
}
