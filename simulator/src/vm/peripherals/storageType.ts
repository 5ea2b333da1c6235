/**
 * `esp32.NVS`: the non-volatile storage, with the limits and errors of ESP-IDF's nvs_flash. It is kept in the board's image,
 * as its files are; a value is stored when it is set, and `commit` has nothing left to do.
 */
import { Errno } from '../../../../shared/src';
import type { Change, StoredValue } from '../../flash';
import { NONE, type Ref } from '../objects';
import type { Vm } from '../vm';
import { raiseEspError } from './espErrors';

type Storage = ReadonlyMap<string, ReadonlyMap<string, StoredValue>>;

const MAX_NAME_CHARACTERS = 15;
const ENTRY_BYTES = 32;
/** Of six pages with 126 entries each, one is always kept free. */
const ENTRIES = 5 * 126;
/** A page's data without the header of a chunk. */
const CHUNK_BYTES = 4000;
const MAX_BLOB_BYTES = 4 * CHUNK_BYTES;
const OBJECT_BYTES = 8;

export function storageType(vm: Vm): Ref {
  const { natives, objects, convert, errors, image, chip } = vm;
  /** An object holds the number of its namespace. */
  const namespaces: string[] = [];
  const namespaceOf = (self: Ref): string => namespaces[image.word(self + 4)] ?? '';
  const storage = (): Storage => chip.storage.namespaces;
  const valuesOf = (namespace: string): ReadonlyMap<string, StoredValue> => storage().get(namespace) ?? new Map<string, StoredValue>();

  const store = (change: Change): void => {
    if (!chip.store([change])) errors.os(Errno.EIO);
  };
  const requireRoom = (namespace: string, values: ReadonlyMap<string, StoredValue>): void => {
    if (entriesOf(new Map(storage()).set(namespace, values)) > ENTRIES) raiseEspError(vm, 'ESP_ERR_NVS_NOT_ENOUGH_SPACE');
  };
  const set = (self: Ref, key: Ref, value: StoredValue): Ref => {
    const name = convert.str(key);
    if (name.length > MAX_NAME_CHARACTERS) return raiseEspError(vm, 'ESP_ERR_NVS_KEY_TOO_LONG');
    const namespace = namespaceOf(self);
    requireRoom(namespace, new Map(valuesOf(namespace)).set(name, value));
    store({ kind: 'value', namespace, key: name, value });
    return NONE;
  };
  const get = (self: Ref, key: Ref): StoredValue => {
    const name = convert.str(key);
    if (name.length > MAX_NAME_CHARACTERS) return raiseEspError(vm, 'ESP_ERR_NVS_KEY_TOO_LONG');
    return valuesOf(namespaceOf(self)).get(name) ?? raiseEspError(vm, 'ESP_ERR_NVS_NOT_FOUND');
  };

  return natives.type({
    name: 'NVS',
    make: (type, args, keywords) => {
      if (keywords.size > 0) return errors.type("function doesn't take keyword arguments");
      const [name = NONE] = args;
      if (args.length !== 1) return errors.type(`function takes 1 positional arguments but ${args.length} were given`);
      const namespace = convert.str(name);
      if (namespace.length > MAX_NAME_CHARACTERS) return raiseEspError(vm, 'ESP_ERR_NVS_KEY_TOO_LONG');
      if (!storage().has(namespace)) {
        requireRoom(namespace, new Map());
        store({ kind: 'namespace', namespace });
      }
      if (!namespaces.includes(namespace)) namespaces.push(namespace);
      const self = objects.allocate(OBJECT_BYTES, type);
      image.setWord(self + 4, namespaces.indexOf(namespace));
      return self;
    },
    print: () => '<NVS namespace>',
    members: {
      set_i32: natives.function(3, 3, (self, key, value) => {
        convert.str(key);
        return set(self, key, convert.int(value));
      }),
      get_i32: natives.function(2, 2, (self, key) => {
        const value = get(self, key);
        // What is stored of a blob lies under other hashes than a number of that name would.
        return typeof value === 'number' ? objects.int(value) : raiseEspError(vm, 'ESP_ERR_NVS_NOT_FOUND');
      }),
      set_blob: natives.function(3, 3, (self, key, value) => {
        convert.str(key);
        const bytes = convert.buffer(value);
        if (bytes.length > MAX_BLOB_BYTES) return raiseEspError(vm, 'ESP_ERR_NVS_VALUE_TOO_LONG');
        return set(self, key, bytes.slice());
      }),
      get_blob: natives.function(3, 3, (self, key, buffer) => {
        convert.str(key);
        const target = convert.writableBuffer(buffer);
        const value = get(self, key);
        if (typeof value === 'number') return raiseEspError(vm, 'ESP_ERR_NVS_TYPE_MISMATCH');
        if (value.length > target.length) return raiseEspError(vm, 'ESP_ERR_NVS_INVALID_LENGTH');
        target.set(value);
        return objects.int(value.length);
      }),
      erase_key: natives.function(2, 2, (self, key) => {
        get(self, key);
        store({ kind: 'noValue', namespace: namespaceOf(self), key: convert.str(key) });
        return NONE;
      }),
      commit: natives.function(1, 1, () => NONE),
    },
  });
}

/** How many entries of flash pages hold it: one for a name or a number, and for a blob its index, its chunks and its data. */
function entriesOf(storage: Storage): number {
  let entries = 0;
  for (const values of storage.values()) {
    entries++;
    for (const value of values.values()) {
      entries +=
        typeof value === 'number' ? 1 : 1 + Math.max(1, Math.ceil(value.length / CHUNK_BYTES)) + Math.ceil(value.length / ENTRY_BYTES);
    }
  }
  return entries;
}
