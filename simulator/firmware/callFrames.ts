/**
 * Makes the VM keep a list of what it runs: of each function of the script that is under way its code state, the innermost last.
 * The worker reads from it which line a native function was called from. Bytecode returns in every case, also when an
 * exception ends it, so the list is right without a handler of its own. Names are those of MicroPython's py/vm.c.
 */
import { FirmwareError, only, type WatFunction, type WatModule } from './wat';

export interface FramePlaces {
  /** Runs a code state. */
  readonly executeBytecode: WatFunction;
  /** Calls what no line called, and catches what it raises: scheduled callbacks, and finalisers while the collector runs. */
  readonly callProtected: string;
}

/** The C stack has room for fewer nested calls; what lies deeper would be counted and not kept. */
export const FRAME_LIMIT = 512;
/** A count in bytes, and the entries. */
export const FRAMES_BYTES = 4 + 4 * FRAME_LIMIT;

/** Beside the code state's word for its position it uses what the worker goes by: the function, its module's names. */
const LAYOUT = [
  // The entries for exceptions follow the values; both are counted in the code state.
  /\(i32\.load16_u offset=12\s+\(local\.get \$0\)\s+\)/,
  /\(i32\.mul\s+\(i32\.load16_u offset=14\s+\(local\.get \$0\)\s+\)\s+\(i32\.const 12\)\s+\)/,
  /\(i32\.store offset=4\s+\(local\.get \$0\)/,
  /\(i32\.load offset=8\s+\(i32\.load offset=4\s+\(i32\.load\s+\(local\.get \$0\)\s+\)\s+\)\s+\)/,
];

export function findFramePlaces(module: WatModule, handlePending: WatFunction): FramePlaces {
  const executeBytecode = only(
    'mp_execute_bytecode',
    module.functions.filter(
      ({ text }) => text.startsWith(` (func $`) && text.includes('br_table') && LAYOUT.every((pattern) => pattern.test(text)),
    ),
  );
  const callProtected = /\(drop\s+\(call \$(\S+)\s+\(local\.get \$\d+\)\s+\(local\.get \$\d+\)\s+\)\s+\)/.exec(handlePending.text)?.[1];
  if (callProtected === undefined) throw new FirmwareError('mp_call_function_1_protected', 'not called by mp_handle_pending_internal');
  return { executeBytecode, callProtected };
}

/** `address` is that of `FRAMES_BYTES` zeros. To be done when the functions have their final texts. */
export function keepFrames(module: WatModule, { executeBytecode, callProtected }: FramePlaces, address: number): void {
  redirectCalls(module, executeBytecode.name, 'run_frame');
  redirectCalls(module, callProtected, 'run_unasked');
  module.add(` (func $enter_frame (param $0 i32)
  (local $1 i32)
  (if (i32.lt_u (local.tee $1 (i32.load (i32.const ${address}))) (i32.const ${4 * FRAME_LIMIT}))
   (then (i32.store offset=${address + 4} (local.get $1) (local.get $0))))
  (i32.store (i32.const ${address}) (i32.add (local.get $1) (i32.const 4)))
 )`);
  module.add(` (func $leave_frame
  (i32.store (i32.const ${address}) (i32.sub (i32.load (i32.const ${address})) (i32.const 4)))
 )`);
  addFramed(module, { name: 'run_frame', target: executeBytecode.name, entry: '(local.get $0)' });
  // No line is the caller: an entry that is no code state ends the way to the line that happened to run.
  addFramed(module, { name: 'run_unasked', target: callProtected, entry: '(i32.const 0)' });
  module.add(` (global $call_frames i32 (i32.const ${address}))`);
  module.add(' (export "call_frames" (global $call_frames))');
}

function addFramed(module: WatModule, { name, target, entry }: { name: string; target: string; entry: string }): void {
  module.add(` (func $${name} (param $0 i32) (param $1 i32) (result i32)
  (call $enter_frame ${entry})
  (local.set $0 (call $${target} (local.get $0) (local.get $1)))
  (call $leave_frame)
  (local.get $0)
 )`);
}

function redirectCalls(module: WatModule, from: string, to: string): void {
  module.editItems(/^ \(func /, (item) => item.replaceAll(`(call $${from}\n`, `(call $${to}\n`));
}
