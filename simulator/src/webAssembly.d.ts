/** The part of the WebAssembly API that the simulator uses; Node's own types do not declare it, and the DOM's must not come in. */
declare namespace WebAssembly {
  type Imports = Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  type Exports = Record<string, unknown>;

  class Module {
    private readonly brand;
    constructor(bytes: Uint8Array);
    static exports(module: Module): { name: string; kind: string }[];
    static imports(module: Module): { module: string; name: string; kind: string }[];
  }

  class Instance {
    constructor(module: Module, imports?: Imports);
    readonly exports: Exports;
  }

  class Memory {
    constructor(descriptor: { initial: number; maximum?: number; shared?: boolean });
    /** The VM's memory is always shared. */
    readonly buffer: SharedArrayBuffer;
    grow(deltaPages: number): number;
  }

  class Global {
    constructor(descriptor: { value: string; mutable?: boolean }, value?: number);
    value: number;
  }

  class Table {
    readonly length: number;
    get(index: number): (...args: number[]) => number;
  }

  class RuntimeError extends Error {}

  function compile(bytes: Uint8Array): Promise<Module>;
  function instantiate(module: Module, imports?: Imports): Promise<Instance>;
}
