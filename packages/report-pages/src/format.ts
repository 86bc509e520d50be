/** Formats an AUC with three decimals, as is usual in the field. */
export function formatAuc(auc: number): string {
  return auc.toFixed(3);
}

/** Formats a score with two significant digits, because scores of nominal images are small. */
export function formatScore(score: number): string {
  return score >= 100 ? score.toFixed(0) : score.toPrecision(2);
}

/** Formats seconds for readers: 0.4 s, 12 s, 3 min 20 s, 2 h 5 min. */
export function formatDuration(seconds: number): string {
  if (seconds < 10) return `${seconds.toFixed(1)} s`;
  const whole = Math.round(seconds);
  if (whole < 60) return `${whole} s`;
  if (whole < 3600) return `${Math.floor(whole / 60)} min ${whole % 60} s`;
  const minutes = Math.round(seconds / 60);
  return `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}

/** Formats an ISO 8601 time to the minute, in UTC. */
export function formatTime(time: string): string {
  const date = new Date(time);
  return Number.isNaN(date.getTime()) ? time : `${date.toISOString().slice(0, 16).replace('T', ' ')} UTC`;
}

export function formatCount(count: number, one: string, many: string): string {
  return `${count} ${count === 1 ? one : many}`;
}

/** Splits a name into words: `learningRate` becomes `learning rate`. */
export function toWords(name: string): string {
  return name.replace(/([a-z\d])([A-Z])/g, '$1 $2').toLowerCase();
}
