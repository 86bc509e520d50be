import type { ImageReading, Normalization } from '@fcdd/preprocessing';
import { DataError } from '@fcdd/errors';
import type { HeatmapScale } from '@fcdd/records';

/** Facts about an exported detector, which its file holds beside the graph. */
export interface DetectorFacts {
  /** Its name, and the parameters that it was fitted with. */
  detector: Record<string, unknown> & { name: string; net: string };
  dataSet: string;
  /** Index and name of the nominal class. */
  nominalClass: { index: number; name: string };
  /** Label of nominal images. If it is 1, high scores mean nominal images. */
  nominalLabel: 0 | 1;
  /** Shape of the images that the detector takes. */
  image: { height: number; width: number; channels: number };
  /** How image files are read, as the files of its data set were. */
  reading: ImageReading;
  /** Normalization of images. It is part of the graph, and is given here only as information. */
  normalization: Normalization;
  /** Parameters of the training; null if they are unknown. */
  training: unknown;
  /** Area under the ROC curve of the test images; null if they were not scored. */
  auc: number | null;
  threshold: Threshold | null;
  /** Smoothing and colours of its heatmaps; null if none were drawn. */
  heatmaps: HeatmapScale | null;
}

/** The score from which on an image gets the label 1. */
export interface Threshold {
  score: number;
  /** Shares of the test images with label 1 and with label 0 that reach the threshold. */
  truePositiveRate: number;
  falsePositiveRate: number;
}

const key = 'fcdd.detector';
const version = 3;

/** Writes the facts as metadata of an ONNX file. */
export function toMetadata(facts: DetectorFacts): Record<string, string> {
  return { [key]: JSON.stringify({ version, ...facts }) };
}

/**
 * Reads the facts from the metadata of an ONNX file.
 * @param file name of the file for error messages
 * @throws DataError where the metadata do not describe a detector
 */
export function fromMetadata(metadata: Record<string, string>, file: string): DetectorFacts {
  const text = metadata[key];
  if (text === undefined)
    throw new DataError(`'${file}' was not exported by fcdd: its metadata do not describe a detector.`, {
      hint: 'Use a file that fcdd export has written.',
    });
  const facts = currentFacts(parse(text));
  if (!facts)
    throw new DataError(
      `'${file}' describes its detector in a form that this version of fcdd does not understand.`,
      { hint: 'Export the detector again with this version.' },
    );
  return facts;
}

/** Facts of version 2 have the net and its objective side by side. */
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
