/** What `ilistdir` returns: an iterator over the entries of a folder as they were when it was asked for, as 4-tuples. */
import { NONE, type Ref } from '../objects';
import type { Vm } from '../vm';
import type { FileStatus } from './projectFiles';

export interface FolderEntry extends FileStatus {
  readonly name: string;
}

interface Listing {
  readonly entries: readonly FolderEntry[];
  readonly isBytes: boolean;
  position: number;
}

/** What the mode of a `stat` or `ilistdir` tuple is. */
export const FOLDER_MODE = 0x4000;
export const FILE_MODE = 0x8000;
const OBJECT_BYTES = 8;
const NUMBER_OFFSET = 4;

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

  make(entries: readonly FolderEntry[], { isBytes }: { readonly isBytes: boolean }): Ref {
    const { objects, image } = this.vm;
    const object = objects.allocate(OBJECT_BYTES, this.type, true);
    image.setWord(object + NUMBER_OFFSET, ++this.lastNumber);
    this.listings.set(this.lastNumber, { entries, isBytes, position: 0 });
    return object;
  }

  private next(number: number): Ref | undefined {
    const { objects } = this.vm;
    const listing = this.listings.get(number);
    const entry = listing?.entries[listing.position++];
    if (!listing || !entry) {
      this.listings.delete(number);
      return undefined;
    }
    const name = listing.isBytes ? objects.newBytes(new TextEncoder().encode(entry.name)) : objects.str(entry.name);
    const mode = objects.int(entry.isFolder ? FOLDER_MODE : FILE_MODE);
    return objects.tuple(objects.keep(name), mode, objects.int(0), objects.int(entry.sizeBytes));
  }
}
