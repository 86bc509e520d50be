export * from './catalogue.ts';
export * from './layers.ts';
export * from './net.ts';
export * from './parameters.ts';
export * from './pretrained-state.ts';
export * from './receptive-field.ts';
