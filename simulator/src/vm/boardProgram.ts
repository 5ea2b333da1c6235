/**
 * What a board does from power-on or a hard reset to the next: it boots, runs boot.py and then main.py or the script that
 * was asked for, serves its prompt, and begins again with a new VM at every soft reset. The order is that of MicroPython's
 * ports/esp32/main.c. Returns when the program has come to its end, which one that goes on to the prompt never does.
 */
import { dirname, join } from 'node:path';
import type { RunResult } from '../../../shared/src';
import type { BoardProgram, VmStart } from '../syscall';
import { becomeBoard } from './boardIdentity';
import { leaveBootNames } from './bootNames';
import type { Chip } from './chip';
import { Execution, type FileEnd } from './execution';
import { romText } from './romText';
import { Repl, type PromptEnd, type ReplMode } from './repl';
import { Vm } from './vm';

/** How a VM's life ended: with the program, or with a soft reset and what comes after it. */
type LifeEnd =
  | { readonly kind: 'ended'; readonly result: RunResult }
  | { readonly kind: 'again'; readonly program: BoardProgram; readonly mode: ReplMode };

const BOOT = 'boot.py';
const MAIN = 'main.py';
const SETUP_TEXT = 'Performing initial setup\r\n';
const FIRST_BOOT_FILE = `# boot.py runs first at every boot of the board, also when it wakes up from deep sleep.
# import esp
# esp.osdebug(None)
# import webrepl
# webrepl.start()
`;
const REBOOT_TEXT = 'MPY: soft reboot\n';

export function runBoard(chip: Chip, start: VmStart, module: WebAssembly.Module): RunResult {
  const frozenFolder = join(dirname(start.wasmPath), 'modules');
  let { program } = start;
  let mode: ReplMode = 'friendly';
  if (start.wasOn && program.then === 'prompt') chip.print(romText(start.resetCause));
  for (;;) {
    const vm = new Vm({ chip, program, module, heapSizeBytes: start.heapSizeBytes, frozenFolder });
    if (start.program.start === 'boot' && !chip.files.isSetUp) setUp(chip, start);
    const end = new Life(vm, program).live(mode);
    chip.files.closeAll();
    if (end.kind === 'ended') return end.result;
    chip.softReset();
    ({ program, mode } = end);
  }
}

/** The first boot ever of a board that keeps its files and stays on; what has no boot.py gets one, as on the chip. A run is no boot. */
function setUp(chip: Chip, { program }: VmStart): void {
  chip.files.markSetUp();
  if (program.then !== 'prompt' || !chip.keepsFiles || chip.files.status(`/${BOOT}`)) return;
  chip.print(SETUP_TEXT);
  const bytes = new TextEncoder().encode(FIRST_BOOT_FILE);
  chip.files.store(`/${BOOT}`, { bytes, keepBytes: 0, modifiedMs: chip.clock.nowMs });
}

/** One VM: from its boot to a soft reset. */
class Life {
  private readonly execution: Execution;

  constructor(
    private readonly vm: Vm,
    private readonly program: BoardProgram,
  ) {
    this.execution = new Execution(vm);
    becomeBoard(vm, this.execution.bootModule);
    leaveBootNames(vm);
    const { script } = program;
    if (script) vm.files.upload(`/${script.name}`, new TextEncoder().encode(script.source), { replaces: program.start === 'script' });
    const { image } = vm;
    const { schedulerStateAddress: schedulerState, interruptCharacterAddress: interruptCharacter, heapAreaAddress: heapArea } = image;
    const { flashBytes } = vm.frozen;
    vm.io.post({ op: 'ready', heap: image.buffer, schedulerState, interruptCharacter, heapArea, flashBytes });
  }

  live(mode: ReplMode): LifeEnd {
    const { program } = this;
    if (program.start === 'script' && this.runBootBeforeScript().kind === 'exit') return this.softReset('script', mode);
    const end = program.start === 'script' ? this.runScript() : this.boot(mode);
    if (end.kind === 'exit') return this.afterExit(mode);
    if (program.then === 'end') return { kind: 'ended', result: end };
    // A script's output ends with the script; who asks for the prompt has had the banner before.
    const hasBanner = program.start !== 'script';
    return this.afterPrompt(new Repl(this.vm, this.execution).serve({ mode, hasBanner }));
  }

  /** boot.py, and main.py unless boot.py failed or a tool holds the board in raw mode. */
  private boot(mode: ReplMode): FileEnd {
    if (this.program.start === 'prompt') return { kind: 'completed' };
    const end = this.runIfThere(BOOT);
    return end.kind === 'completed' && mode === 'friendly' ? this.runIfThere(MAIN) : end;
  }

  /** A boot.py that fails has said so, and the script runs all the same; one that resets softly comes first again. */
  private runBootBeforeScript(): FileEnd {
    return this.program.script?.name === BOOT ? { kind: 'completed' } : this.runIfThere(BOOT);
  }

  /** The script, in place of main.py. */
  private runScript(): FileEnd {
    const end = this.execution.runFile(this.program.script?.name ?? MAIN);
    this.vm.io.tellScriptEnd(end.kind === 'exit' ? { kind: 'completed' } : end);
    return end;
  }

  private runIfThere(file: string): FileEnd {
    return this.vm.files.status(`/${file}`) ? this.execution.runFile(file) : { kind: 'completed' };
  }

  /** After SystemExit what the board booted by itself boots again, as on the chip; a script is not run again. */
  private afterExit(mode: ReplMode): LifeEnd {
    const { start, then } = this.program;
    if (start !== 'script') return this.softReset('boot', mode);
    return then === 'end' ? { kind: 'ended', result: { kind: 'completed' } } : this.softReset('prompt', mode);
  }

  private afterPrompt(end: PromptEnd): LifeEnd {
    if (end.kind === 'softReset') return this.softReset('boot', end.mode);
    const { script } = end;
    return { kind: 'again', program: { ...this.program, start: 'script', script }, mode: 'friendly' };
  }

  private softReset(start: BoardProgram['start'], mode: ReplMode): LifeEnd {
    this.vm.console.print(REBOOT_TEXT);
    return { kind: 'again', program: { ...this.program, start }, mode };
  }
}
