/**
 * The VM's tables of builtin modules. There are two: modules of the first always win, those of the second ("extensible")
 * can be overridden by a file of the same name and are also found under their old names with a `u` in front. The tables
 * are found by what they hold and replaced by larger ones; modules that an ESP32 does not have are left out.
 */
import type { Objects, Ref } from './objects';

export interface ModuleChanges {
  /** Of the VM's own modules, those that stay. */
  readonly keep: readonly string[];
  /** Modules that cannot be overridden by a file. */
  readonly fixed: Readonly<Record<string, Ref>>;
  readonly extensible: Readonly<Record<string, Ref>>;
}

export class ModuleTable {
  constructor(private readonly objects: Objects) {}

  change({ keep, fixed, extensible }: ModuleChanges): void {
    this.rebuild(this.findMap('gc'), keep, fixed);
    this.rebuild(this.findMap('json'), keep, extensible);
  }

  /** Address of the map that lists a module: the map whose table holds the pair of its name and its address. */
  private findMap(member: string): number {
    const { image } = this.objects;
    const name = this.objects.intern(member);
    const module = this.objects.importModule(member);
    const words = image.u32;
    for (let i = 0x10000 >>> 2; i < image.exports.scheduler_state.value >>> 2; i++) {
      if (words[i] !== name || words[i + 1] !== module) continue;
      let first = i;
      while (this.isModuleEntry(first - 2)) first -= 2;
      const tableReference = words.indexOf(first * 4, 0x10000 >>> 2);
      if (tableReference > 0) return (tableReference - 2) * 4;
    }
    throw new Error(`The VM's table of builtin modules with ${member} was not found.`);
  }

  private isModuleEntry(index: number): boolean {
    const { u32, buffer } = this.objects.image;
    const key = u32[index] ?? 0;
    const value = u32[index + 1] ?? 0;
    const moduleType = this.objects.image.word(this.objects.importModule('builtins'));
    return (key & 7) === 2 && value % 4 === 0 && value < buffer.byteLength && this.objects.image.word(value) === moduleType;
  }

  private rebuild(map: number, keep: readonly string[], add: Readonly<Record<string, Ref>>): void {
    const { image } = this.objects;
    const keptNames = new Set(keep.filter((name) => !(name in add)).map((name) => this.objects.intern(name)));
    const kept = this.objects.mapEntries(map).filter(({ key }) => keptNames.has(key));
    const entries = [...kept, ...Object.entries(add).map(([name, value]) => ({ key: this.objects.intern(name), value }))];
    const table = image.exports.malloc(8 * entries.length);
    for (const [i, { key, value }] of entries.entries()) {
      image.setWord(table + 8 * i, key);
      image.setWord(table + 8 * i + 4, value);
    }
    image.setWord(map, (image.word(map) & 0b111) | (entries.length << 3));
    image.setWord(map + 4, entries.length);
    image.setWord(map + 8, table);
  }
}
