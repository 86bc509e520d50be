/** Result of one check. */
export interface Check {
  name: string;
  /** `missing` things are needed by every run, `absent` ones only by some. */
  state: 'good' | 'missing' | 'absent';
  detail: string;
  /** Advice for the user. */
  hint?: string;
}

export interface Section {
  title: string;
  checks: Check[];
}
