import type * as schemas from '@fcdd/schemas/types';
import type { SyntheticSource } from './catalogue.ts';

type Given = Required<schemas.NoiseParameters>;

/** Parameters of each synthetic source. Brightness is out of 255; negative values darken an image. */
export type NoiseParameters = { [Source in SyntheticSource]: Complete<NonNullable<Given[Source]>> };

type Complete<Parameters> = { [Key in keyof Parameters]-?: Complete<Parameters[Key]> };

export type ValueRange = NoiseParameters['uniform'];

/** Squares of one size. */
export type BlobParameters = Omit<NoiseParameters['blob'], 'value'>;

/** Squares of random sizes and rotations. */
export type SquareSetParameters = Omit<NoiseParameters['confetti']['plain'], 'value'>;

export type BlurParameters = NoiseParameters['confetti']['blur'];

/** Parameters of a source of which any may be omitted; the original's values replace them. */
export type PartialParameters<Source extends SyntheticSource> = NonNullable<Given[Source]>;

/** Partial parameters of any source. */
export type GivenParameters = PartialParameters<SyntheticSource>;

/** The original's parameters. Source: its `datasets/noise_modes.py`. */
export const defaultParameters: NoiseParameters = {
  gaussian: { standardDeviation: 64 },
  uniform: { lowest: 0, highest: 255 },
  solid: { lowest: 0, highest: 255 },
  blob: { probability: 0.002, side: 6, value: 255 },
  mixed_blob: {
    coloured: { probability: 1e-5, side: 34, colours: { lowest: 0, highest: 255 } },
    plain: { probability: 1e-5, side: 34, value: 255 },
  },
  confetti: {
    coloured: {
      probability: 1.8e-5,
      sides: { smallest: 8, largest: 54 },
      colours: { lowest: -256, highest: -1 },
      rotation: 45,
    },
    plain: { probability: 1.2e-5, sides: { smallest: 8, largest: 54 }, value: -255, rotation: 45 },
    blur: { size: 25, standardDeviation: 5 },
  },
};

/** Completes the given parameters of a source with the original's. */
export function completeParameters<Source extends SyntheticSource>(
  source: Source,
  given: PartialParameters<Source> | null = {},
): NoiseParameters[Source] {
  return replaceGiven(defaultParameters[source], given ?? {}) as NoiseParameters[Source];
}

/** A parameter that is valid by itself, but does not fit the others. */
export interface ParameterMisfit {
  /** Keys that lead to the parameter. */
  path: string[];
  /** Requirement, as the words after "must". */
  demand: string;
}

/** Finds ranges that end before they begin, and kernels without a centre. */
export function parameterMisfits(parameters: object, path: string[] = []): ParameterMisfit[] {
  const values = parameters as Record<string, unknown>;
  const misfits: ParameterMisfit[] = [];
  for (const [start, end] of [
    ['lowest', 'highest'],
    ['smallest', 'largest'],
  ] as const)
    if (Number(values[end]) < Number(values[start]))
      misfits.push({
        path: [...path, end],
        demand: `be at least ${start}, which is ${String(values[start])}`,
      });
  if (typeof values.size === 'number' && values.size % 2 === 0)
    misfits.push({ path: [...path, 'size'], demand: 'be odd' });
  for (const [key, value] of Object.entries(values))
    if (isGroup(value)) misfits.push(...parameterMisfits(value, [...path, key]));
  return misfits;
}

function replaceGiven(whole: object, given: object): object {
  const replacements = given as Record<string, unknown>;
  return Object.fromEntries(
    Object.entries(whole).map(([key, value]) => {
      const replacement = replacements[key] ?? value;
      return [key, isGroup(value) && isGroup(replacement) ? replaceGiven(value, replacement) : replacement];
    }),
  );
}

function isGroup(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}
