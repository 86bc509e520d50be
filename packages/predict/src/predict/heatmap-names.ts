import { createHash } from 'node:crypto';

/** Folder of the heatmaps, below the output folder. */
const folder = 'heatmaps';

/** Longest name in bytes. File systems allow 255; a number and an extension are added. */
const longest = 200;

/**
 * Creates a function that gives each image a path for its heatmap, which mirrors the image's own path. All paths differ,
 * even where upper and lower case are the same, and no path leaves the folder, whatever the names of the images.
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

/** A safe name that no heatmap can have. */
function folderName(name: string): string {
  return safeName(name).replace(/\.png$/i, '$&_');
}

/** Replaces invisible characters, and characters that have a meaning in paths on any system. */
function safeName(name: string): string {
  const visible = name.replace(/[\u0000-\u001f\u007f-\u009f<>:"/\\|?*]/g, '_').replace(/[. ]+$/, '_');
  if (Buffer.byteLength(visible) <= longest) return visible || '_';
  const digest = createHash('sha256').update(name).digest('hex').slice(0, 16);
  return `${visible.slice(0, longest / 4)}_${digest}`;
}
