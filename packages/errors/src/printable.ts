/** Control characters, and those that change the direction of what follows them or break its line. */
const unprintable = /[\p{Cc}\u2028\u2029\u202A-\u202E\u2066-\u2069\uFEFF]/gu;

/**
 * A name from outside, of a file or folder, for a message: on one line, and unable to steer a terminal. Any letters and
 * emoji stay as they are.
 */
export function printable(name: string): string {
  return name.replace(unprintable, escape);
}

/** Like {@link printable}, for text of several lines. */
export function printableText(text: string): string {
  return text.replace(unprintable, (character) => (/[\n\t]/.test(character) ? character : escape(character)));
}

function escape(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
}
