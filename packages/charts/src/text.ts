/** Puts text on one line and replaces characters that XML forbids by U+FFFD. The result is not escaped. */
export function plainText(text: string): string {
  return text.replace(/\s+/g, ' ').replace(/[^\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, '\ufffd');
}

export function escapeText(text: string): string {
  return plainText(text).replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}

/** Average width of a character of 13-unit sans-serif text. No font can be measured here. */
const characterWidth = 7.3;

export function widthOf(text: string): number {
  return Math.ceil([...text].length * characterWidth);
}

/** Shortens text to a width, with an ellipsis, if it does not fit. */
export function shorten(text: string, width: number, unitsPerCharacter = characterWidth): string {
  const characters = [...plainText(text)];
  const fitting = Math.max(1, Math.floor(width / unitsPerCharacter));
  if (characters.length <= fitting) return characters.join('');
  return `${characters
    .slice(0, fitting - 1)
    .join('')
    .trimEnd()}…`;
}
