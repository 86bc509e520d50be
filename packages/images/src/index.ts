export * from './encode-png.ts';
export * from './heatmap-normalization.ts';
export * from './jet.ts';
export * from './label-balance.ts';
export * from './montage.ts';
export * from './resize.ts';
export * from './rgb-image.ts';
export * from './stack.ts';
