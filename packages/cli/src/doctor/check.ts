/** Something that was looked at. */
export interface Check {
  name: string;
  /** `missing` is what no run does without, `absent` what some do without. */
  state: 'good' | 'missing' | 'absent';
  detail: string;
  /** What to do about it. */
  hint?: string;
}

export interface Section {
  title: string;
  checks: Check[];
}
