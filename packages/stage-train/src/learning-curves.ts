import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { lineChart } from '@fcdd/charts';
import type { EpochRecord } from '@fcdd/records';

/** The name of each loss in a record, the file of its curve (upstream's name), and its title. */
const curves = [
  { loss: 'loss', file: 'err.svg', title: 'Training loss' },
  { loss: 'lossNominal', file: 'err_normal.svg', title: 'Training loss of nominal samples' },
  { loss: 'lossAnomalous', file: 'err_anomalous.svg', title: 'Training loss of anomalous samples' },
] as const;

/** Draws each loss over the epochs; one without any sample has no file. */
export async function writeLearningCurves(folder: string, history: EpochRecord[]): Promise<void> {
  for (const { loss, file, title } of curves) {
    const points = history.map((record) => [record.epoch + 1, record[loss]] as const);
    if (points.every(([, value]) => value === null)) continue;
    const chart = lineChart({
      title,
      xLabel: 'Epoch',
      yLabel: 'Loss',
      lines: [{ label: 'mean over the epoch', points }],
    });
    await writeFile(join(folder, file), chart);
  }
}
