export * from './gaussian-blur.ts';
export * from './gaussian-kernel.ts';
export * from './gaussian-upsampling.ts';
export * from './smoothing.ts';
