import { readFile, stat } from 'node:fs/promises';
import { DataError } from '@fcdd/errors';
import { type OnnxModel, describeOnnx, openOnnxModel } from '@fcdd/tfjs-backend-onnxruntime/model-file';
import { type DetectorFacts, fromMetadata } from './facts.ts';

/** An exported detector that is ready to score images. */
export interface LoadedDetector {
  facts: DetectorFacts;
  /** @param pixels images [count, channels, height, width], 0..255 */
  score(pixels: Float32Array, count: number): Promise<DetectorScores>;
  /** Frees its memory. */
  release(): Promise<void>;
}

export interface DetectorScores {
  /** Scores [count]. */
  scores: Float32Array;
  /** Heatmaps [count, height, width]. */
  heatmaps: Float32Array;
}

/**
 * Loads a detector from the ONNX file that it was exported to.
 * @param options.threads number of threads that scoring uses
 * @throws DataError that says what is wrong with the file
 */
export async function loadDetector(file: string, options: { threads: number }): Promise<LoadedDetector> {
  return openDetector(await readModel(file), file, options);
}

/**
 * Opens the bytes of an exported detector.
 * @param file name of the file for error messages
 */
export async function openDetector(
  bytes: Uint8Array,
  file: string,
  { threads }: { threads: number },
): Promise<LoadedDetector> {
  const facts = fromMetadata(readMetadata(bytes, file), file);
  const { channels, height, width } = facts.image;
  const model = await openModel(bytes, file, threads);
  return {
    facts,
    score: async (pixels, count) => {
      const outputs = await model.run({ image: { dims: [count, channels, height, width], data: pixels } });
      return {
        scores: outputs['score']!.data as Float32Array,
        heatmaps: outputs['heatmap']!.data as Float32Array,
      };
    },
    release: () => model.release(),
  };
}

/** Reads a regular file; pipes and devices are refused, because they may have no end. */
async function readModel(file: string): Promise<Uint8Array> {
  const cannotBeRead = (cause: unknown): never => {
    throw new DataError(`'${file}' cannot be read.`, { cause });
  };
  const state = await stat(file).catch(cannotBeRead);
  if (!state.isFile()) throw new DataError(`'${file}' is not a file.`);
  return readFile(file).catch(cannotBeRead);
}

function readMetadata(bytes: Uint8Array, file: string): Record<string, string> {
  try {
    return describeOnnx(bytes).metadata;
  } catch (cause) {
    throw new DataError(`'${file}' is not an ONNX file, or it is damaged.`, { cause });
  }
}

async function openModel(bytes: Uint8Array, file: string, threads: number): Promise<OnnxModel> {
  try {
    return await openOnnxModel(bytes, { threads });
  } catch (cause) {
    throw new DataError(`'${file}' is damaged: onnxruntime cannot load it.`, { cause });
  }
}
