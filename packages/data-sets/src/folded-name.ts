/** A name as it is compared with others: in Unicode's composed form (NFC) and in lower case. */
export function foldedName(name: string): string {
  return name.normalize().toLowerCase();
}
