import { mean } from '@fcdd/metrics';
import type { ImageMetrics, PixelMetrics } from './metrics.ts';

/** Figures of a detector besides its AUC; null where there are no ground-truth maps to compute one from. */
export type Figures = Record<FigureName, number | null>;

export type FigureName = 'averagePrecision' | 'bestF1' | 'pixelAuc' | 'pixelAveragePrecision' | 'pro';

/** Names of the figures in their order on pages: the heading in a table and the column of a spreadsheet. */
export const figureNames: Record<FigureName, { heading: string; column: string; isPerPixel: boolean }> = {
  averagePrecision: { heading: 'Average precision', column: 'average_precision', isPerPixel: false },
  bestF1: { heading: 'Best F1', column: 'best_f1', isPerPixel: false },
  pixelAuc: { heading: 'Pixel AUC', column: 'pixel_auc', isPerPixel: true },
  pixelAveragePrecision: {
    heading: 'Pixel average precision',
    column: 'pixel_average_precision',
    isPerPixel: true,
  },
  pro: { heading: 'PRO', column: 'pro', isPerPixel: true },
};

/**
 * Picks the figures of a detector from its metrics.
 * @param pixels undefined if there are no ground-truth maps
 */
export function figuresFromMetrics(images: ImageMetrics, pixels?: PixelMetrics): Figures {
  return {
    averagePrecision: images.averagePrecision,
    bestF1: images.bestF1.f1,
    pixelAuc: pixels?.auc ?? null,
    pixelAveragePrecision: pixels?.averagePrecision ?? null,
    pro: pixels?.pro ?? null,
  };
}

/** Computes the mean of each figure over the detectors that have it. */
export function meanFigures(all: readonly Figures[]): Figures {
  return mapFigures((name) => {
    const known = all.map((figures) => figures[name]).filter((figure) => figure !== null);
    return known.length > 0 ? mean(known) : null;
  });
}

export function mapFigures<Value>(valueOf: (name: FigureName) => Value): Record<FigureName, Value> {
  const names = Object.keys(figureNames) as FigureName[];
  return Object.fromEntries(names.map((name) => [name, valueOf(name)])) as Record<FigureName, Value>;
}

/** Names of the figures that at least one detector has. */
export function shownFigures(...all: readonly Figures[]): FigureName[] {
  const names = Object.keys(figureNames) as FigureName[];
  return names.filter((name) => all.some((figures) => figures[name] !== null));
}
