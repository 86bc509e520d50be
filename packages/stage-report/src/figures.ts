import { mean } from '@fcdd/metrics';
import type { RunResults } from './experiment-results.ts';

/** What is told of a detector beside its AUC; null where it is not known, for want of ground-truth maps. */
export type Figures = Record<FigureName, number | null>;

export type FigureName = 'averagePrecision' | 'bestF1' | 'pixelAuc' | 'pixelAveragePrecision' | 'pro';

/** In the order that they are shown in. */
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

export function figuresOf({ metrics, pixels }: RunResults): Figures {
  return {
    averagePrecision: metrics.averagePrecision,
    bestF1: metrics.bestF1.f1,
    pixelAuc: pixels?.metrics.auc ?? null,
    pixelAveragePrecision: pixels?.metrics.averagePrecision ?? null,
    pro: pixels?.metrics.pro ?? null,
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

/** The names of those that any class has. */
export function shownFigures(figures: Figures): FigureName[] {
  return (Object.keys(figureNames) as FigureName[]).filter((name) => figures[name] !== null);
}
