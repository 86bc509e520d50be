import { mean } from '@fcdd/metrics';
import type { ImageMetrics, PixelMetrics } from './metrics.ts';

/** What is told of a detector beside its AUC; null where it is not known, for want of ground-truth maps. */
export type Figures = Record<FigureName, number | null>;

export type FigureName = 'averagePrecision' | 'bestF1' | 'pixelAuc' | 'pixelAveragePrecision' | 'pro';

/** In the order that they are shown in: heading of a table, column of a file for spreadsheets. */
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

/** @param pixels undefined where there are no ground-truth maps */
export function figuresOf(images: ImageMetrics, pixels?: PixelMetrics): Figures {
  return {
    averagePrecision: images.averagePrecision,
    bestF1: images.bestF1.f1,
    pixelAuc: pixels?.auc ?? null,
    pixelAveragePrecision: pixels?.averagePrecision ?? null,
    pro: pixels?.pro ?? null,
  };
}

/** The mean of each figure over those that have it. */
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

/** The names of those that are known of any. */
export function shownFigures(...all: readonly Figures[]): FigureName[] {
  const names = Object.keys(figureNames) as FigureName[];
  return names.filter((name) => all.some((figures) => figures[name] !== null));
}
