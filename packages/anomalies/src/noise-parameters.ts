import type { SyntheticSource } from './catalogue.ts';

/** What can be chosen of each synthetic source. Brightness values are of 255; negative ones darken what they are added to. */
export interface NoiseParameters {
  gaussian: { standardDeviation: number };
  uniform: ValueRange;
  solid: ValueRange;
  blob: BlobParameters & { value: number };
  mixed_blob: {
    /** With a random colour per pixel. */
    coloured: BlobParameters & { colours: ValueRange };
    plain: BlobParameters & { value: number };
  };
  confetti: {
    /** With a random colour per square. */
    coloured: SquareSetParameters & { colours: ValueRange };
    plain: SquareSetParameters & { value: number };
    blur: BlurParameters;
  };
}

export interface ValueRange {
  lowest: number;
  highest: number;
}

export interface BlobParameters {
  /** Of each pixel to be the centre of a square. */
  probability: number;
  /** Pixels. */
  side: number;
}

export interface SquareSetParameters {
  /** Of each pixel to be the centre of a square. */
  probability: number;
  /** Pixels, both included. */
  sides: { smallest: number; largest: number };
  /** The largest, in degrees and either direction. */
  rotation: number;
}

export interface BlurParameters {
  /** Width of the kernel in pixels, odd. */
  size: number;
  /** Pixels. */
  standardDeviation: number;
}

/** As they may be given: whatever is left out is the original's. */
export type PartialParameters<Whole> = { [Key in keyof Whole]?: PartialParameters<Whole[Key]> };

/** Of any source, as they may be given. */
export type GivenParameters = PartialParameters<NoiseParameters[SyntheticSource]>;

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

/** The parameters of a source: those that are given, and the original's for the rest. */
export function completeParameters<Source extends SyntheticSource>(
  source: Source,
  given: PartialParameters<NoiseParameters[Source]> | null = {},
): NoiseParameters[Source] {
  return merge(defaultParameters[source], given ?? {}) as NoiseParameters[Source];
}

/** What is wrong with a parameter that is right in itself. */
export interface ParameterMisfit {
  /** Keys that lead to it. */
  path: string[];
  /** What it must be, after "must". */
  demand: string;
}

/** Ranges that end before they begin, and kernels that have no centre. */
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

function merge(whole: object, given: object): object {
  const replacements = given as Record<string, unknown>;
  return Object.fromEntries(
    Object.entries(whole).map(([key, value]) => {
      const replacement = replacements[key] ?? value;
      return [key, isGroup(value) && isGroup(replacement) ? merge(value, replacement) : replacement];
    }),
  );
}

function isGroup(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}
