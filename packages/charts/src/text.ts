/** Text in one line as XML takes it: U+FFFD for the characters that XML forbids. Not escaped. */
export function plainText(text: string): string {
  return text.replace(/\s+/g, ' ').replace(/[^\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, '\ufffd');
}

export function escapeText(text: string): string {
  return plainText(text).replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}

/** Units that a character of 13-unit sans-serif text takes on average: there is no face to measure here. */
const characterWidth = 7.3;

export function widthOf(text: string): number {
  return Math.ceil([...text].length * characterWidth);
}

/** The text, or as much of its start as fits, with an ellipsis. */
export function shorten(text: string, width: number, unitsPerCharacter = characterWidth): string {
  const characters = [...plainText(text)];
  const fitting = Math.max(1, Math.floor(width / unitsPerCharacter));
  if (characters.length <= fitting) return characters.join('');
  return `${characters
    .slice(0, fitting - 1)
    .join('')
    .trimEnd()}…`;
}
