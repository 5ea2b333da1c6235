/** A board's own files on this computer: the image in which they are kept. */
export { BoardImage, DamagedImageError } from './boardImage';
export { ImageInUseError, ImageLock, isInUse } from './imageLock';
export { memoryPlace, type ImagePlace } from './imageStore';
export type { Change } from './journal';
export type { OwnEntry, OwnFile } from './ownFiles';
export { filesIn, readImage, resetImage, type FileTree, type TreeEntry } from './imageTree';
export { exportTree, filesInTheWay } from './exportTree';
