/** What `ilistdir` returns: an iterator over the entries of a folder, as 4-tuples. It asks its file system for one after the other. */
import { NONE, type Ref } from '../objects';
import type { Vm } from '../vm';
import type { FolderEntry } from './fileSystem';

/** Gives the next entry at each call, undefined after the last. */
export type EntrySource = () => FolderEntry | undefined;

interface Listing {
  readonly next: EntrySource;
  readonly isBytes: boolean;
}

/** What the mode of a `stat` or `ilistdir` tuple is. */
export const FOLDER_MODE = 0x4000;
export const FILE_MODE = 0x8000;
const OBJECT_BYTES = 16;
const NUMBER_OFFSET = 4;
const FILE_SYSTEM_OFFSET = 8;

export class FolderIterators {
  private readonly type: Ref;
  private readonly listings = new Map<number, Listing>();
  private lastNumber = 0;

  constructor(private readonly vm: Vm) {
    const { natives, image } = vm;
    this.type = natives.type({
      name: 'iterator',
      make: () => vm.errors.type("cannot create 'iterator' instances"),
      members: {
        __del__: natives.function(1, 1, (self) => {
          this.listings.delete(image.word(self + NUMBER_OFFSET));
          return NONE;
        }),
      },
      next: (self) => this.next(image.word(self + NUMBER_OFFSET)),
    });
  }

  make(fileSystem: Ref, next: EntrySource, { isBytes }: { readonly isBytes: boolean }): Ref {
    const { objects, image } = this.vm;
    const object = objects.allocate(OBJECT_BYTES, this.type, true);
    image.setWord(object + NUMBER_OFFSET, ++this.lastNumber);
    image.setWord(object + FILE_SYSTEM_OFFSET, fileSystem);
    image.setWord(object + FILE_SYSTEM_OFFSET + 4, 0);
    this.listings.set(this.lastNumber, { next, isBytes });
    return object;
  }

  private next(number: number): Ref | undefined {
    const { objects } = this.vm;
    const listing = this.listings.get(number);
    const entry = listing?.next();
    if (!listing || !entry) {
      this.listings.delete(number);
      return undefined;
    }
    const bytes = Buffer.from(entry.name, 'latin1');
    const name = objects.keep(listing.isBytes ? objects.newBytes(bytes) : objects.strFromUtf8(bytes));
    const mode = objects.int(entry.isFolder ? FOLDER_MODE : FILE_MODE);
    return objects.tuple(name, mode, objects.int(0), objects.keep(objects.int(entry.sizeBytes)));
  }
}
