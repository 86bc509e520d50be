import { UserError } from '@fcdd/errors';
import { describe, expect, it } from 'vitest';
import { netFor } from './catalogue.ts';

function refusal(name: string, objective: string): UserError {
  try {
    netFor(name, objective);
  } catch (error) {
    if (error instanceof UserError) return error;
  }
  throw new Error(`${name} was not refused.`);
}

describe('the catalogue of nets', () => {
  it('refuses what it lacks and names what fits the objective', () => {
    expect(refusal('FCDD_CNN29', 'fcdd').message).toBe('There is no net FCDD_CNN29.');
    expect(refusal('constructor', 'fcdd').message).toBe('There is no net constructor.');
    expect(refusal('AE28', 'fcdd').message).toContain('it is an autoencoder');
    expect(refusal('CNN28_W', 'fcdd').message).toContain('ends in a dense layer');
    expect(refusal('AE28', 'fcdd').hint).toContain('FCDD_CNN28, FCDD_CNN28_W');
  });

  it('refuses an objective that a net does not have', () => {
    expect(refusal('FCDD_CNN28', 'ae').message).toContain('cannot be trained with the objective ae');
  });
});
