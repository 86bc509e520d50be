export * from './file-server.ts';
export * from './known-file.ts';
export * from './pack-tar.ts';
export * from './settings.ts';
export * from './zip-bytes.ts';
