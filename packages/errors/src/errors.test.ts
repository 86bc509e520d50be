import { describe, expect, it } from 'vitest';
import { DataError, UserError, describeError } from './index.ts';

describe('describeError', () => {
  it('puts the place first, then the message, each new cause and the way out', () => {
    const cause = new Error('ENOENT: no such file');
    const error = new UserError('The file cannot be read.', {
      cause,
      hint: 'Check the path.',
      location: { file: 'a.yaml', line: 3, column: 7 },
    });
    expect(describeError(error)).toBe(
      'a.yaml:3:7: The file cannot be read.\n  because: ENOENT: no such file\n  Check the path.',
    );
  });

  it('does not repeat a cause whose message is already told', () => {
    const error = new DataError('Damaged: bad magic', { cause: new Error('bad magic') });
    expect(describeError(error)).toBe('Damaged: bad magic');
  });

  it('describes values that are no errors', () => {
    expect(describeError('text')).toBe('text');
  });
});
