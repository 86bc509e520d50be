import type { ClassSummary, CombinedRow, PictureFile, Summary } from '@fcdd/records';
import {
  type Cell,
  type Section,
  compileTemplate,
  formatAuc,
  renderPicture,
  renderTable,
} from '@fcdd/report-pages';
import type { ExperimentResults, RunResults } from './experiment-results.ts';
import { pictureCaption } from './picture-captions.ts';
import { type Picture, toDataUri } from './picture.ts';
import template from './templates/baselines.hbs';

/**
 * Shows the figures and heatmaps of baselines beside the experiment's own; undefined if it has no baselines.
 * @param embedded pictures that are in the page; the page links to others
 * @param nominalLabel label of nominal samples
 */
export function baselinesSection(
  { classes }: ExperimentResults,
  summary: Summary,
  embedded: Set<Picture>,
  nominalLabel: 0 | 1,
): Section | undefined {
  if (summary.baselines.length === 0) return undefined;
  const content = render({
    table: aucTable(summary),
    classes: classes.map(({ name, runs }) => ({
      name,
      runs: runs.map((run) => ({
        seed: run.seed,
        pictures: pictureViews(run, name, embedded, nominalLabel),
      })),
    })),
  });
  return { id: 'baselines', heading: 'Baselines', content };
}

const render = compileTemplate(template);

/** A table with a row for each class and a column for each objective. */
function aucTable(summary: Summary): string {
  const objectives = [summary, ...summary.baselines];
  return renderTable({
    id: 'baseline-auc',
    caption: 'AUC by nominal class and objective',
    columns: ['Class', ...objectives.map(({ objective }) => nameOf(objective))],
    rows: summary.classes.map(({ index, name }) => [
      { text: name, link: `#class-${index}` },
      ...objectives.map(({ classes }) => aucCell(classes.find((other) => other.index === index))),
    ]),
    foot: summary.classes.length > 1 ? ['All', ...objectives.map(({ meanAuc }) => formatAuc(meanAuc))] : [],
  });
}

function aucCell(result: ClassSummary | undefined): string | Cell {
  if (!result) return '–';
  const { meanAuc, standardDeviation } = result;
  const deviation = standardDeviation === null ? '' : ` ± ${formatAuc(standardDeviation)}`;
  return { text: `${formatAuc(meanAuc)}${deviation}`, value: meanAuc };
}

function pictureViews(
  { seed, combined }: RunResults,
  className: string,
  embedded: Set<Picture>,
  nominalLabel: 0 | 1,
) {
  return combined.pictures.map(({ description: { file, rows }, picture }) => {
    const title = pictureCaption(file as PictureFile, { nominalLabel, hasMaps: false });
    const note = `From top to bottom: ${rows.map(nameOfRow).join('; ')}`;
    const alternative = `${title}. ${note}; nominal class ${className}, seed ${seed}`;
    const isShown = picture && embedded.has(picture);
    return {
      title,
      file: `${combined.folder}/${file}`,
      html: isShown
        ? renderPicture({
            title,
            note,
            layers: [{ label: title, source: toDataUri(picture), alternative, ...sizeOf(picture) }],
          })
        : '',
    };
  });
}

function sizeOf({ width, height }: Picture): { width: number; height: number } {
  return { width, height };
}

function nameOfRow(row: CombinedRow): string {
  if (row.shows === 'inputs') return 'images';
  return row.shows === 'maps' ? 'ground-truth maps' : `heatmaps of ${nameOf(row.objective)}`;
}

/** Name of an objective as papers write it. */
function nameOf(objective: string): string {
  return { fcdd: 'FCDD', hsc: 'HSC', ae: 'AE' }[objective] ?? objective;
}
