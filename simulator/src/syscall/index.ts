export * from './boardMemory';
export * from './interrupt';
export * from './network';
export * from './outbox';
export * from './recordFrame';
export * from './requests';
export * from './socketMemory';
export * from './socketMemoryPool';
