/** What a board keeps on this computer, its files and its storage: the image in which they are. */
export { BoardImage, DamagedImageError } from './boardImage';
export { ImageInUseError, ImageLock, isInUse } from './imageLock';
export { memoryPlace, type ImagePlace } from './imageStore';
export type { Change } from './journal';
export type { OwnEntry, OwnFile } from './ownFiles';
export type { StoredValue } from './ownStorage';
export { filesIn, readImage, readStorage, resetImage, type FileTree, type TreeEntry } from './imageTree';
export { exportTree, filesInTheWay } from './exportTree';
