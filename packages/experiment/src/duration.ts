const SECONDS: Record<string, number> = { s: 1, m: 60, h: 3600, d: 86_400 };

/** Returns the seconds of a duration such as `90s`, `30m`, `12h` or `2d`; undefined if it is not a duration. */
export function secondsOf(text: string): number | undefined {
  const [, number, unit = 's'] = /^(\d+(?:\.\d+)?)([smhd])?$/.exec(text) ?? [];
  return Number(number) > 0 ? Number(number) * SECONDS[unit]! : undefined;
}
