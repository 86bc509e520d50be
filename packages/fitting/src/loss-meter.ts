export interface MeanLosses {
  /** Mean over all samples. */
  loss: number;
  /** Means over nominal and over anomalous samples; null where there were none. */
  lossNominal: number | null;
  lossAnomalous: number | null;
}

/** Means of per-sample losses over many batches. */
export class LossMeter {
  readonly #sums = [0, 0];
  readonly #counts = [0, 0];

  /** @param labels 0 is nominal, 1 anomalous */
  add(losses: ArrayLike<number>, labels: ArrayLike<number>): void {
    for (let i = 0; i < losses.length; i++) {
      this.#sums[labels[i]!]! += losses[i]!;
      this.#counts[labels[i]!]! += 1;
    }
  }

  means(): MeanLosses {
    const [nominal, anomalous] = this.#sums as [number, number];
    const [nominals, anomalies] = this.#counts as [number, number];
    return {
      loss: (nominal + anomalous) / (nominals + anomalies),
      lossNominal: nominals ? nominal / nominals : null,
      lossAnomalous: anomalies ? anomalous / anomalies : null,
    };
  }
}
