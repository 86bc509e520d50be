export * from './catalogue.ts';
export * from './noise-parameters.ts';
export * from './noise-source.ts';
export * from './supervision.ts';
export * from './synthetic.ts';
