import { UserError, didYouMean } from '@fcdd/errors';
import type { DetectorDefinition } from './detector.ts';
import { detectors } from './index.ts';

/** @throws UserError where there is no such detector */
export function detectorNamed(name: string): DetectorDefinition {
  const detector = detectors.find((detector) => detector.name === name);
  if (detector) return detector;
  const names = detectors.map(({ name }) => name);
  const hint = [didYouMean(name, names), `There is: ${names.join(', ')}.`].filter(Boolean).join(' ');
  throw new UserError(`There is no detector ${name}.`, { hint });
}
