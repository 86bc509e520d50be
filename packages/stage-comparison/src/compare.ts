import { mean, standardDeviation } from '@fcdd/metrics';
import { type ClassSummary, type FigureName, figureNames } from '@fcdd/records';
import { type Difference, testDifferences } from './differences.ts';
import type { Subject } from './subjects.ts';

/** `comparison.json` */
export interface Comparison {
  /** Subjects; the first is the one that the others are compared with. */
  subjects: Omit<Subject, 'classes'>[];
  /** AUC, then the other figures that any subject has. */
  figures: FigureComparison[];
}

export interface FigureComparison {
  figure: 'auc' | FigureName;
  heading: string;
  /** All classes of all subjects, by name. */
  classes: ComparedClass[];
  /** Mean of each subject over the classes that all have; null if there are none. */
  means: (number | null)[];
  /** Difference of each subject except the first. */
  differences: Difference[];
}

export interface ComparedClass {
  name: string;
  /** Value of each subject; null if it lacks the class or the figure. */
  values: (Measured | null)[];
}

export interface Measured {
  /** Mean over the seeds. */
  mean: number;
  /** Standard deviation over the seeds (n - 1); null for a single seed. */
  deviation: number | null;
  seeds: number;
}

/** @param subjects at least two */
export function compare(subjects: readonly Subject[]): Comparison {
  const figures = (['auc', ...Object.keys(figureNames)] as FigureComparison['figure'][])
    .map((figure) => compareFigure(figure, subjects))
    .filter(({ classes }) => classes.some(({ values }) => values.some((value) => value !== null)));
  return { subjects: subjects.map(({ classes: _, ...subject }) => subject), figures };
}

/** The classes for which all subjects have the figure. */
export function commonClasses({ classes }: FigureComparison): { name: string; values: Measured[] }[] {
  return classes.flatMap(({ name, values }) => {
    const known = values.filter((value) => value !== null);
    return known.length === values.length ? [{ name, values: known }] : [];
  });
}

function compareFigure(figure: FigureComparison['figure'], subjects: readonly Subject[]): FigureComparison {
  const names = [...new Set(subjects.flatMap(({ classes }) => classes.map(({ name }) => name)))];
  const classes = names.map((name) => ({
    name,
    values: subjects.map((subject) =>
      measure(
        figure,
        subject.classes.find((one) => one.name === name),
      ),
    ),
  }));
  const heading = figure === 'auc' ? 'AUC' : figureNames[figure].heading;
  const compared = { figure, heading, classes, means: [], differences: [] };
  const common = commonClasses(compared);
  return {
    ...compared,
    means: subjects.map((_, subject) =>
      common.length > 0 ? mean(common.map(({ values }) => values[subject]!.mean)) : null,
    ),
    differences: testDifferences(classes),
  };
}

function measure(figure: FigureComparison['figure'], result: ClassSummary | undefined): Measured | null {
  const values = (result?.aucs ?? []).map((run) => run[figure]).filter((value) => value !== null);
  if (values.length === 0) return null;
  return {
    mean: mean(values),
    deviation: values.length > 1 ? standardDeviation(values) : null,
    seeds: values.length,
  };
}
