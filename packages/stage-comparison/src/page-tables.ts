import { type Cell, formatAuc, formatCount, renderTable } from '@fcdd/report-pages';
import type { Comparison, FigureComparison, Measured } from './compare.ts';
import { formatDifference, formatPValue } from './format.ts';
import type { DescribedExperiment } from './stage.ts';

/** A table with a row for each class: the mean and deviation of each subject, and its difference to the first. */
export function figureTable(
  { figure, heading, classes, means, differences }: FigureComparison,
  names: string[],
): string {
  const columns = names.flatMap((name, subject) =>
    subject === 0 ? [name] : [name, `${name} − ${names[0]}`],
  );
  return renderTable({
    id: `table-${figure}`,
    caption: `${heading} by class: mean over seeds ± standard deviation`,
    columns: ['Class', ...columns],
    rows: classes.map(({ name, values }) => [
      name,
      ...values.flatMap((value, subject) => {
        const differing = differences[subject - 1]?.classes.find((one) => one.name === name);
        const cell = measuredCell(value, isBest(value, values));
        return subject === 0 ? [cell] : [cell, differenceCell(differing?.difference)];
      }),
    ]),
    foot: [
      'Common classes',
      ...means.flatMap((mean, subject) => {
        const cell = mean === null ? '–' : formatAuc(mean);
        return subject === 0 ? [cell] : [cell, differenceCell(differences[subject - 1]!.mean ?? undefined)];
      }),
    ],
  });
}

/** A table of tests with a row for each figure and each subject except the first. */
export function testsTable(figures: readonly FigureComparison[], names: string[]): string {
  return renderTable({
    id: 'table-tests',
    caption: `Differences to ${names[0]} over the classes that both have`,
    columns: [
      'Figure',
      { heading: 'Compared', isText: true },
      'Classes',
      'Mean difference',
      { heading: '95 % interval', isText: true },
      't',
      'p, t-test',
      'p, signed ranks',
    ],
    rows: figures.flatMap(({ heading, differences }) =>
      differences.map(({ classes, mean, tTest, signedRanks }, index) => [
        heading,
        names[index + 1]!,
        String(classes.length),
        differenceCell(mean ?? undefined),
        tTest ? tTest.interval.map(formatDifference).join(' to ') : '–',
        tTest ? tTest.statistic.toFixed(2).replace('-', '−') : '–',
        pValueCell(tTest),
        pValueCell(signedRanks),
      ]),
    ),
  });
}

/** A table of settings with a row for each term, so that differing values are side by side. */
export function experimentsTable(
  subjects: Comparison['subjects'],
  experiments: readonly DescribedExperiment[],
): string {
  const described = (name: string) => experiments.find((one) => one.name === name)!;
  const factsOf = ({ experiment, objective }: Comparison['subjects'][number]) => {
    const { facts, detectorFacts } = described(experiment);
    return { ...facts, ...detectorFacts?.[objective] };
  };
  const terms = [...new Set(subjects.flatMap((subject) => Object.keys(factsOf(subject))))];
  const row = (term: string, valueOf: (subject: Comparison['subjects'][number]) => string) => [
    term,
    ...subjects.map(valueOf),
  ];
  return renderTable({
    id: 'table-experiments',
    caption: 'Experiments, and the settings that differ',
    columns: ['Setting', ...subjects.map(({ name }) => ({ heading: name, isText: true }))],
    rows: [
      row('Description', ({ experiment }) => described(experiment).description),
      row('Detector', ({ objective }) => objective),
      row('Trained', ({ counts }) =>
        [
          formatCount(counts.classes, 'class', 'classes'),
          formatCount(counts.seeds, 'seed', 'seeds'),
          formatCount(counts.runs, 'detector', 'detectors'),
        ].join(', '),
      ),
      ...terms.map((term) => row(term, (subject) => factsOf(subject)[term] ?? '–')),
    ],
  });
}

function measuredCell(value: Measured | null, isStrong: boolean): string | Cell {
  if (!value) return '–';
  const deviation = value.deviation === null ? '' : ` ± ${formatAuc(value.deviation)}`;
  return { text: `${formatAuc(value.mean)}${deviation}`, value: value.mean, isStrong };
}

function differenceCell(difference: number | undefined): string | Cell {
  return difference === undefined ? '–' : { text: formatDifference(difference), value: difference };
}

function pValueCell(test: { correctedPValue: number } | null): string | Cell {
  return test ? { text: formatPValue(test.correctedPValue), value: test.correctedPValue } : '–';
}

/** Whether the value is better than another, and no other is better. */
function isBest(value: Measured | null, values: readonly (Measured | null)[]): boolean {
  const others = values.filter((other) => other !== null).map(({ mean }) => mean);
  return value !== null && value.mean === Math.max(...others) && value.mean > Math.min(...others);
}
