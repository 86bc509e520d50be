// For tests of other packages that run stages of their own.
export { testStageModule } from './built.ts';
export type { TestStage, TestStageContext } from './test-stage.ts';
