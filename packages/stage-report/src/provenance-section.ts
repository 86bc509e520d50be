import { type Section, compileTemplate, renderTable } from '@fcdd/report-pages';
import type { Provenance } from '@fcdd/stage';
import { type ProvenanceView, provenanceView } from './provenance-view.ts';
import template from './templates/provenance.hbs';

/**
 * Shows how the results were computed.
 * @param origin origin of the images
 */
export function provenanceSection(provenance: Provenance[], origin: string): Section {
  const view = provenanceView(provenance);
  const content = render({
    ...view,
    origin,
    isKnown: provenance.length > 0,
    stagesTable: stagesTable(view),
    runsTable: runsTable(view),
  });
  return { id: 'provenance', heading: 'Provenance', content };
}

const render = compileTemplate(template);

function stagesTable({ stages }: ProvenanceView): string {
  return renderTable({
    id: 'stages',
    caption: 'Stages, in the order of the pipeline',
    columns: ['Stage', 'Runs', 'In the cache', 'Time', 'Threads', text('Engine'), text('Code')],
    rows: stages.map(({ stage, count, cached, codes, engine, threads, duration, seconds }) => [
      stage,
      `${count}`,
      `${cached}`,
      { text: duration, value: seconds },
      threads,
      engine,
      { text: codes.join(' '), isDigest: true },
    ]),
  });
}

function runsTable({ runs }: ProvenanceView): string {
  return renderTable({
    id: 'fingerprints',
    caption: 'Each run of a stage',
    columns: ['Stage', text('Run'), text('Started'), 'Time', text('Cache'), text('Fingerprint')],
    rows: runs.map(({ stage, point, startedAt, duration, seconds, cached, fingerprint }) => [
      stage,
      point,
      startedAt,
      { text: duration, value: seconds },
      cached ? 'hit' : '',
      { text: fingerprint, isDigest: true },
    ]),
  });
}

function text(heading: string): { heading: string; isText: true } {
  return { heading, isText: true };
}
