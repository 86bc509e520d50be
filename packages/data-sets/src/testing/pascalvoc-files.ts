import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import sharp from 'sharp';

/** Images of Pascal VOC2007 by number: the split that each is in, and the names of the objects that it shows. */
const pascalVocImages: Record<string, { set: 'train' | 'val'; objects: string[] }> = {
  '000012': { set: 'train', objects: ['car'] },
  '000017': { set: 'train', objects: ['person', 'horse'] },
  '000023': { set: 'val', objects: ['horse'] },
  '000026': { set: 'val', objects: ['car', 'person'] },
  '000032': { set: 'train', objects: ['horse', 'horse'] },
};

/** Writes the folder VOC2007. Images are grey, of the level of their number. */
export async function writePascalVoc(folder: string): Promise<void> {
  for (const [id, { objects }] of Object.entries(pascalVocImages)) {
    await write(join(folder, `Annotations/${id}.xml`), annotation(id, objects));
    const level = Number(id);
    const background = { r: level, g: level, b: level };
    const image = sharp({ create: { width: 9, height: 5, channels: 3, background } });
    await write(join(folder, `JPEGImages/${id}.jpg`), await image.jpeg({ quality: 100 }).toBuffer());
  }
  for (const set of ['train', 'val']) {
    const ids = Object.keys(pascalVocImages).filter((id) => pascalVocImages[id]!.set === set);
    await write(join(folder, `ImageSets/Main/${set}.txt`), `${ids.join('\n')}\n`);
  }
}

/** Writes annotations as the publisher does: objects have parts, which have their own names. */
export function annotation(id: string, objects: string[]): string {
  const described = objects.map(
    (name) =>
      `\t<object>\n\t\t<name>${name}</name>\n\t\t<pose>Left</pose>\n\t\t<part><name>head</name></part>\n\t</object>\n`,
  );
  return `<annotation>\n\t<folder>VOC2007</folder>\n\t<filename>${id}.jpg</filename>\n\t<owner><name>horse</name></owner>\n${described.join('')}</annotation>\n`;
}

async function write(path: string, contents: string | Buffer): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, contents);
}
