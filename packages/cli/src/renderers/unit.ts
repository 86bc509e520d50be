/** What a stage of the pipeline counts; empty where that is not known. */
export function unitOf(stage: string): string {
  if (/(^|-)train$/.test(stage)) return 'steps';
  return /(^|-)evaluate$/.test(stage) ? 'images' : '';
}
