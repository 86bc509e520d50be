/** Words by which people call folders of ground-truth maps, and that they add to the names of maps. */
const words = 'ground[-_ ]?truths?|gt|masks?|maps?|labels?|annotations?|segmentations?|seg';
const folder = new RegExp(`^(${words})$`, 'i');
const ending = new RegExp(`[-_. ](${words})$`, 'i');

/** Whether a folder of this name probably holds ground-truth maps. */
export function isMapFolder(name: string): boolean {
  return folder.test(name);
}

/** A name without a word such as `_mask` at its end. */
export function withoutMapEnding(name: string): string {
  return name.replace(ending, '');
}
