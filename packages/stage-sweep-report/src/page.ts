import { compileTemplate, formatAuc, formatCount, renderPage } from '@fcdd/report-pages';
import { effectChart, variantsChart } from './charts.ts';
import { effectsTable, effectTable, rungsTable, variantsTable } from './page-tables.ts';
import { shortNames, valueText } from './names.ts';
import type { EvaluatedSweep } from './sweep.ts';
import effectsTemplate from './templates/effects.hbs';
import rungsTemplate from './templates/rungs.hbs';
import variantsTemplate from './templates/variants.hbs';

/** Renders the report as one HTML page that loads nothing else. */
export function createPage(sweep: EvaluatedSweep): string {
  const { experiment, heading, variants, parameters, rungs } = sweep;
  const [best] = variants as [EvaluatedSweep['variants'][number]];
  const names = shortNames(parameters);
  return renderPage({
    title: `${experiment}: best ${heading} ${formatAuc(best.mean)}`,
    kind: 'Sweep',
    heading: experiment,
    description: `${formatCount(variants.length, 'variant', 'variants')}, compared by their mean ${heading}`,
    headline: { value: formatAuc(best.mean), unit: `best mean ${heading}`, note: best.name },
    facts: parameters.map((path, index) => ({ term: names[index]!, value: valueText(best.values[path]) })),
    sections: [
      { id: 'variants', heading: 'Variants', content: variantsSection(sweep) },
      { id: 'effects', heading: 'Effects', content: effectsSection(sweep) },
      ...(rungs.length > 0
        ? [{ id: 'halving', heading: 'Successive halving', content: rungsSection(sweep) }]
        : []),
    ],
  });
}

const renderVariants = compileTemplate(variantsTemplate);
const renderEffects = compileTemplate(effectsTemplate);
const renderRungs = compileTemplate(rungsTemplate);

function variantsSection(sweep: EvaluatedSweep): string {
  const { variants, heading, rungs } = sweep;
  return renderVariants({
    heading,
    isHalved: rungs.length > 0,
    table: variantsTable(sweep),
    chart: variants.length > 1 ? variantsChart(sweep) : '',
  });
}

function effectsSection({ effects, heading, rungs, parameters }: EvaluatedSweep): string {
  const names = shortNames(parameters);
  return renderEffects({
    heading,
    count: formatCount(effects[0]?.variants ?? 0, 'variant', 'variants'),
    epochs: rungs[0] ? formatCount(rungs[0].epochs, 'epoch', 'epochs') : '',
    table: effectsTable(effects, names),
    effects: effects.map((effect, index) => ({
      name: names[index]!,
      table: effectTable(effect, names[index]!, heading, index),
      chart: effectChart(effect, names[index]!, heading),
    })),
  });
}

function rungsSection({ rungs, heading }: EvaluatedSweep): string {
  return renderRungs({
    rungs: rungs.map((rung, index) => ({
      after: formatCount(rung.epochs, 'epoch', 'epochs'),
      kept: formatCount(rung.kept.length, 'variant', 'variants'),
      count: rung.variants.length,
      table: rungsTable(rung, heading, index),
    })),
  });
}
