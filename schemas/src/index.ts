import baseline from '../parts/baseline.schema.json' with { type: 'json' };
import dataset from '../parts/dataset.schema.json' with { type: 'json' };
import detector from '../parts/detector.schema.json' with { type: 'json' };
import engine from '../parts/engine.schema.json' with { type: 'json' };
import explaining from '../parts/explaining.schema.json' with { type: 'json' };
import fit from '../parts/fit.schema.json' with { type: 'json' };
import heatmaps from '../parts/heatmaps.schema.json' with { type: 'json' };
import imageShape from '../parts/image-shape.schema.json' with { type: 'json' };
import jobOptions from '../parts/job-options.schema.json' with { type: 'json' };
import noiseParameters from '../parts/noise-parameters.schema.json' with { type: 'json' };
import optimizer from '../parts/optimizer.schema.json' with { type: 'json' };
import origin from '../parts/origin.schema.json' with { type: 'json' };
import schedule from '../parts/schedule.schema.json' with { type: 'json' };
import supervision from '../parts/supervision.schema.json' with { type: 'json' };
import sweep from '../parts/sweep.schema.json' with { type: 'json' };
import training from '../parts/training.schema.json' with { type: 'json' };

const parts: Record<string, unknown> = {
  baseline,
  dataset,
  detector,
  engine,
  explaining,
  fit,
  heatmaps,
  'image-shape': imageShape,
  'job-options': jobOptions,
  'noise-parameters': noiseParameters,
  optimizer,
  origin,
  schedule,
  supervision,
  sweep,
  training,
};

/** Replaces each `$ref` to a file in `parts` by that part, so that the schema needs no other file. */
export function withParts(schema: Record<string, unknown>): Record<string, unknown> {
  return inline(schema) as Record<string, unknown>;
}

function inline(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(inline);
  if (typeof value !== 'object' || value === null) return value;
  const { $ref, ...rest } = value as Record<string, unknown>;
  const words = Object.fromEntries(Object.entries(rest).map(([word, child]) => [word, inline(child)]));
  if (typeof $ref !== 'string') return words;
  const { $schema: _, ...part } = inline(partAt($ref)) as Record<string, unknown>;
  return { ...part, ...words };
}

/** Finds the part that `../parts/<name>.schema.json`, with or without `#/path/into/it`, refers to. */
function partAt(reference: string): unknown {
  const [file, path = ''] = reference.split('#') as [string, string?];
  const name = /([^/]+)\.schema\.json$/.exec(file)?.[1] ?? '';
  const found = path
    .split('/')
    .filter(Boolean)
    .reduce<unknown>((part, key) => (part as Record<string, unknown> | undefined)?.[key], parts[name]);
  if (found === undefined) throw new Error(`No schema part is called '${reference}'.`);
  return found;
}
