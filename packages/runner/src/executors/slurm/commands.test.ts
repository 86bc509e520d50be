import { UserError } from '@fcdd/errors';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { checkSlurm } from './commands.ts';

afterEach(() => vi.unstubAllEnvs());

describe('checkSlurm', () => {
  it('tells, before anything runs, that jobs cannot be submitted here', async () => {
    vi.stubEnv('PATH', '/nonexistent');
    const failure = checkSlurm();
    await expect(failure).rejects.toThrow(UserError);
    await expect(failure).rejects.toThrow("There is no program 'sbatch' here.");
  });
});
