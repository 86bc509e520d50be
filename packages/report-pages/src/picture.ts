import { compileTemplate } from './template.ts';
import template from './templates/picture.hbs';

/** Pictures that belong together, such as an image with its heatmap; a click enlarges them together. */
export interface Picture {
  /** Title below the pictures, and above the enlarged ones. */
  title: string;
  /** Note below the title, in a muted colour. */
  note?: string;
  layers: readonly Layer[];
  /** Whether the pictures are thumbnails, side by side. */
  isThumbnail?: boolean;
}

/** One image. */
export interface Layer {
  /** Name of the enlarged image. */
  label: string;
  /** A data URI, or an address relative to the page. */
  source: string;
  /** Description for readers who cannot see the image. */
  alternative: string;
  width: number;
  height: number;
  /** Whether the enlarged image can be shown over the first layer. */
  isOverlay?: boolean;
}

export function renderPicture({ title, note = '', layers, isThumbnail = false }: Picture): string {
  const views = layers.map(({ isOverlay = false, ...layer }) => ({ ...layer, isOverlay }));
  return render({ title, note, isThumbnail, layers: views });
}

const render = compileTemplate(template);
