/** Text as XML and HTML take it, with U+FFFD for the characters that XML forbids. */
export function escapeText(text: string): string {
  return text
    .replace(/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, '\ufffd')
    .replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}

/** Attributes as they follow a tag's name, each after a blank. */
export function attributes(values: Record<string, string>): string {
  return Object.entries(values)
    .map(([name, value]) => ` ${name}="${escapeText(value)}"`)
    .join('');
}

/** About as wide as a sans-serif face of this size sets it: there is no face to measure here. */
export function widthOf(text: string, fontSize = 13): number {
  return Math.ceil([...text].length * fontSize * 0.56);
}

/** The text, or as much of its start as fits, with an ellipsis. */
export function shorten(text: string, width: number, fontSize = 13): string {
  if (widthOf(text, fontSize) <= width) return text;
  const length = Math.max(1, Math.floor(width / (fontSize * 0.56)) - 1);
  return `${[...text].slice(0, length).join('').trimEnd()}…`;
}
