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

/** Units that a character of 13-unit sans-serif text takes on average: there is no face to measure here. */
const characterWidth = 7.3;

export function widthOf(text: string): number {
  return Math.ceil([...text].length * characterWidth);
}

/** The text, or as much of its start as fits, with an ellipsis. */
export function shorten(text: string, width: number, unitsPerCharacter = characterWidth): string {
  const characters = [...text];
  const fitting = Math.max(1, Math.floor(width / unitsPerCharacter));
  return characters.length <= fitting
    ? text
    : `${characters
        .slice(0, fitting - 1)
        .join('')
        .trimEnd()}…`;
}
