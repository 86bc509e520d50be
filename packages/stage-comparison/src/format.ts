/** Formats a difference with its sign and three decimals; zero is 0.000. */
export function formatDifference(difference: number): string {
  const text = difference.toFixed(3);
  if (Number(text) === 0) return '0.000';
  return difference > 0 ? `+${text}` : text.replace('-', '−');
}

/** Formats a p-value: p = 0.012; the smallest are p < 0.001. */
export function formatPValue(pValue: number): string {
  return pValue < 0.001 ? 'p < 0.001' : `p = ${pValue.toFixed(3)}`;
}
