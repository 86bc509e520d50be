/** Returns the unit of a stage's progress; empty if not known. */
export function unitOf(stage: string): string {
  if (/(^|-)train$/.test(stage)) return 'steps';
  return /(^|-)evaluate$/.test(stage) ? 'images' : '';
}
