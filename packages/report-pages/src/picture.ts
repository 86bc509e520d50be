import { compileTemplate } from './template.ts';
import template from './templates/picture.hbs';

/** Pictures that belong together, such as an image with its heatmap; enlarged together on click. */
export interface Picture {
  /** Below them and above the enlarged ones. */
  title: string;
  /** Below the title, in quiet letters. */
  note?: string;
  layers: readonly Layer[];
  /** Shown in the size of a stamp, side by side. */
  isThumbnail?: boolean;
}

/** One image. */
export interface Layer {
  /** Its name when enlarged. */
  label: string;
  /** A data URI, or an address relative to the page. */
  source: string;
  /** For readers who do not see it. */
  alternative: string;
  width: number;
  height: number;
  /** When enlarged, it may be laid over the first layer. */
  isOverlay?: boolean;
}

export function renderPicture({ title, note = '', layers, isThumbnail = false }: Picture): string {
  const views = layers.map(({ isOverlay = false, ...layer }) => ({ ...layer, isOverlay }));
  return render({ title, note, isThumbnail, layers: views });
}

const render = compileTemplate(template);
