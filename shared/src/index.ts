export * from './disposable';
export * from './errno';
export * from './event';
export * from './panelMessages';
export * from './run';
export * from './simulatorProtocol';
export * from './socketRecord';
export * from './tlsErrors';
