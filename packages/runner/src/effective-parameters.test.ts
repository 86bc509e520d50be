import { expect, it } from 'vitest';
import { effectiveParameters } from './effective-parameters.ts';

it('parameters that change no output are left out, at any depth, and the others stay as they are', () => {
  const parameters = { seed: 1, fit: { batchSize: 8, checkpointEvery: 5 } };
  expect(effectiveParameters(parameters)).toBe(parameters);
  expect(effectiveParameters(parameters, ['fit.checkpointEvery'])).toEqual({
    seed: 1,
    fit: { batchSize: 8 },
  });
  expect(effectiveParameters(parameters, ['seed', 'fit.other', 'none.at.all'])).toEqual({
    fit: parameters.fit,
  });
  expect(parameters).toEqual({ seed: 1, fit: { batchSize: 8, checkpointEvery: 5 } });
});
