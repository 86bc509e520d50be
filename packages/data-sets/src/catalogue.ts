export * from '@fcdd/preprocessing/catalogue';
