import { readFile, stat } from 'node:fs/promises';
import { DataError } from '@fcdd/errors';
import { type OnnxModel, describeOnnx, openOnnxModel } from '@fcdd/tfjs-backend-onnxruntime/model-file';
import { type DetectorFacts, fromMetadata } from './facts.ts';

/** An exported detector that is ready to score. */
export interface LoadedDetector {
  facts: DetectorFacts;
  /** @param pixels [count, channels, height, width], 0..255 */
  score(pixels: Float32Array, count: number): Promise<DetectorScores>;
  /** Frees its memory. */
  release(): Promise<void>;
}

export interface DetectorScores {
  /** [count]. */
  scores: Float32Array;
  /** [count, height, width]. */
  heatmaps: Float32Array;
}

/**
 * Loads a detector from the ONNX file that it was exported to.
 * @param threads that scoring may keep busy
 * @throws DataError that says what is wrong with the file
 */
export async function loadDetector(file: string, options: { threads: number }): Promise<LoadedDetector> {
  return openDetector(await readModel(file), file, options);
}

/**
 * Makes the bytes of an exported detector ready to score.
 * @param file for errors
 */
export async function openDetector(
  bytes: Uint8Array,
  file: string,
  { threads }: { threads: number },
): Promise<LoadedDetector> {
  const facts = fromMetadata(describe(bytes, file), file);
  const { channels, height, width } = facts.image;
  const model = await open(bytes, file, threads);
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

/** Pipes and devices may have no end, so that only files are read. */
async function readModel(file: string): Promise<Uint8Array> {
  const cannotBeRead = (cause: unknown): never => {
    throw new DataError(`'${file}' cannot be read.`, { cause });
  };
  const state = await stat(file).catch(cannotBeRead);
  if (!state.isFile()) throw new DataError(`'${file}' is no file.`);
  return readFile(file).catch(cannotBeRead);
}

function describe(bytes: Uint8Array, file: string): Record<string, string> {
  try {
    return describeOnnx(bytes).metadata;
  } catch (cause) {
    throw new DataError(`'${file}' is no ONNX file, or it is damaged.`, { cause });
  }
}

async function open(bytes: Uint8Array, file: string, threads: number): Promise<OnnxModel> {
  try {
    return await openOnnxModel(bytes, { threads });
  } catch (cause) {
    throw new DataError(`'${file}' is damaged: onnxruntime cannot load it.`, { cause });
  }
}
