import type { Epoch } from '@fcdd/fitting';
import type { TrainParameters } from '@fcdd/schemas/types';
import type { StageContext } from '@fcdd/stage';

/** Shortest time between two reports of progress, in milliseconds. */
const reportEvery = 200;

/** Reports the number of finished batches, a few times a second. */
export function createReporter(
  context: StageContext<TrainParameters>,
): (done: number, total: number, loss: number) => void {
  let last = -Infinity;
  return (done, total, loss) => {
    if (performance.now() - last < reportEvery && done < total) return;
    last = performance.now();
    context.progress(done, total, { loss });
  };
}

export function describeEpoch(result: Epoch, epochs: number): string {
  const { epoch, learningRate, loss, lossNominal, lossAnomalous } = result;
  const parts = Object.entries({ nominal: lossNominal, anomalous: lossAnomalous })
    .filter(([, value]) => value !== null)
    .map(([label, value]) => `${label} ${value!.toFixed(4)}`);
  const rate = Number(learningRate.toPrecision(3));
  return `Epoch ${epoch + 1} of ${epochs}: loss ${loss.toFixed(4)} (${parts.join(', ')}), learning rate ${rate}.`;
}
