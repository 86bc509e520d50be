/** Control characters, and those that change the direction of what follows them or break its line. */
const unprintable = /[\p{Cc}\u2028\u2029\u202A-\u202E\u2066-\u2069\uFEFF]/gu;

/**
 * Makes a name from outside, such as that of a file, safe for a message: it stays on one line and cannot control the
 * terminal. Letters and emoji are unchanged.
 */
export function printable(name: string): string {
  return name.replace(unprintable, escape);
}

/** Does the same as {@link printable} for text of several lines. */
export function printableText(text: string): string {
  return text.replace(unprintable, (character) => (/[\n\t]/.test(character) ? character : escape(character)));
}

function escape(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
}
