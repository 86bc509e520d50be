import { createHash } from 'node:crypto';

/** Where heatmaps are, below the output folder. */
const folder = 'heatmaps';

/** Names that file systems take have 255 bytes at most; an extension and a number still come. */
const longest = 200;

/**
 * Gives images, one after the other, paths for their heatmaps that mirror the images' own. No two are equal, also not
 * where upper and lower case are one, and none leaves the folder, whatever the images are called.
 */
export function createHeatmapNames(): (place: readonly string[]) => string {
  const taken = new Set<string>();
  return (place) => {
    const folders = place.slice(0, -1).map(folderName);
    const path = [folder, ...folders, safeName(place.at(-1)!)].join('/');
    for (let number = 1; ; number++) {
      const candidate = number === 1 ? `${path}.png` : `${path} (${number}).png`;
      const key = candidate.normalize('NFC').toLowerCase();
      if (taken.has(key)) continue;
      taken.add(key);
      return candidate;
    }
  };
}

/** Never one that a heatmap could have. */
function folderName(name: string): string {
  return safeName(name).replace(/\.png$/i, '$&_');
}

/** Without what has a meaning in paths, on any system, and without what does not show. */
function safeName(name: string): string {
  const visible = name.replace(/[\u0000-\u001f\u007f-\u009f<>:"/\\|?*]/g, '_').replace(/[. ]+$/, '_');
  if (Buffer.byteLength(visible) <= longest) return visible || '_';
  const digest = createHash('sha256').update(name).digest('hex').slice(0, 16);
  return `${visible.slice(0, longest / 4)}_${digest}`;
}
