import { mkdir } from 'node:fs/promises';
import { basename, dirname, extname, join } from 'node:path';
import { explainWriteError } from '@fcdd/artifacts';
import { exportDetector, foldersOf, readTrainedDetector } from '@fcdd/detector-export';
import { UserError } from '@fcdd/errors';
import { type StoredDetector, trainedDetectors } from '@fcdd/studies';
import writeFileAtomic from 'write-file-atomic';
import { formatBytes } from '../format.ts';
import type { ExportOptions } from '../options.ts';
import { surroundingsFor } from '../surroundings.ts';

export async function exportCommand(file: string | undefined, options: ExportOptions): Promise<void> {
  const detectors = await findDetectors(file, options);
  for (const [detector, target] of targetsOf(detectors, options.out)) {
    const model = await exportDetector(await readTrainedDetector(detector.folders));
    await write(target, model);
    if (options.json) console.log(JSON.stringify({ type: 'exported', file: target, bytes: model.length }));
    else console.log(`${target} (${formatBytes(model.length)})`);
  }
}

async function findDetectors(file: string | undefined, options: ExportOptions): Promise<StoredDetector[]> {
  if (options.snapshot === undefined)
    return trainedDetectors(requireExperiment(file), options, await surroundingsFor(options));
  if (file !== undefined)
    throw new UserError('Either an experiment or a snapshot is exported, not both.', {
      hint: 'Leave out the experiment, or --snapshot.',
    });
  return [{ name: 'detector', folders: await foldersOf(options.snapshot) }];
}

function requireExperiment(file: string | undefined): string {
  if (file !== undefined) return file;
  throw new UserError('Nothing to export is named.', {
    hint: 'Name an experiment file, or a snapshot with --snapshot.',
  });
}

function targetsOf(detectors: StoredDetector[], out: string): [StoredDetector, string][] {
  if (extname(out) !== '.onnx')
    return detectors.map((detector) => [detector, join(out, `${detector.name}.onnx`)]);
  if (detectors.length === 1) return [[detectors[0]!, out]];
  throw new UserError(`${detectors.length} detectors do not go into one file, '${basename(out)}'.`, {
    hint: 'Name a folder, or choose one with --class and --seed.',
  });
}

async function write(file: string, bytes: Uint8Array): Promise<void> {
  try {
    await mkdir(dirname(file), { recursive: true });
    await writeFileAtomic(file, Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength));
  } catch (error) {
    throw explainWriteError(error, file);
  }
}
