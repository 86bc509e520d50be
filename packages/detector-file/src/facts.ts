import type { ImageReading, Normalization } from '@fcdd/preprocessing';
import { DataError } from '@fcdd/errors';
import type { HeatmapScale } from '@fcdd/records';

/** What an exported detector tells about itself, beside its graph. */
export interface DetectorFacts {
  /** Its name, and the parameters that it was fitted with. */
  detector: Record<string, unknown> & { name: string; net: string };
  dataSet: string;
  /** Index and name. */
  nominalClass: { index: number; name: string };
  /** Where it is 1, scores tell how nominal an image is. */
  nominalLabel: 0 | 1;
  /** Of the images that it takes. */
  image: { height: number; width: number; channels: number };
  /** How files became images of its data set, and become what it takes. */
  reading: ImageReading;
  /** Part of the graph already; here for those who ask what it is. */
  normalization: Normalization;
  /** How its training was set up; null where that is not known. */
  training: unknown;
  /** Area under the ROC curve of the test images; null where they were not scored. */
  auc: number | null;
  threshold: Threshold | null;
  /** The colours in which its heatmaps are shown; null where none were drawn. */
  heatmaps: HeatmapScale | null;
}

/** From this score on, an image is given the label 1. */
export interface Threshold {
  score: number;
  /** Shares of the test images of label 1 and of label 0 that it gives the label 1. */
  truePositiveRate: number;
  falsePositiveRate: number;
}

const key = 'fcdd.detector';
const version = 3;

/** The facts as metadata of an ONNX file. */
export function toMetadata(facts: DetectorFacts): Record<string, string> {
  return { [key]: JSON.stringify({ version, ...facts }) };
}

/**
 * @param file for errors
 * @throws DataError where the metadata are not those of a detector
 */
export function fromMetadata(metadata: Record<string, string>, file: string): DetectorFacts {
  const text = metadata[key];
  if (text === undefined)
    throw new DataError(`'${file}' was not exported by fcdd: its metadata describe no detector.`, {
      hint: 'fcdd export writes files that fcdd predict reads.',
    });
  const facts = currentFacts(parse(text));
  if (!facts)
    throw new DataError(
      `'${file}' describes its detector in a way that this version of fcdd does not understand.`,
      { hint: 'Export it again with this version.' },
    );
  return facts;
}

/** Facts of version 2 name the net and what it was trained for beside each other. */
type EarlierFacts = Omit<DetectorFacts, 'detector'> & { net: string; objective: string };

function currentFacts(facts: Parsed | undefined): DetectorFacts | undefined {
  if (facts?.version === version) return facts as DetectorFacts & Parsed;
  if (facts?.version !== 2) return undefined;
  const { net, objective, ...rest } = facts as EarlierFacts & Parsed;
  return { detector: { name: objective, net }, ...rest };
}

type Parsed = { version: number };

function parse(text: string): Parsed | undefined {
  try {
    return JSON.parse(text) as Parsed;
  } catch {
    return undefined;
  }
}
