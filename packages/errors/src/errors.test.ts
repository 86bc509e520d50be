import { describe, expect, it, vi } from 'vitest';
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

  it('does not repeat a cause whose message is already part of the text', () => {
    const error = new DataError('Damaged: bad magic', { cause: new Error('bad magic') });
    expect(describeError(error)).toBe('Damaged: bad magic');
  });

  it("includes the place and the way out of another bundle's errors", async () => {
    vi.resetModules();
    const other = await import('./index.ts');
    const error = new other.UserError('It diverged.', {
      hint: 'Train slower.',
      location: { file: 'a.yaml' },
    });
    expect(error).not.toBeInstanceOf(UserError);
    expect(describeError(error)).toBe('a.yaml: It diverged.\n  Train slower.');
  });

  it('escapes control characters in names, also in causes', () => {
    const cause = new Error("ENOENT: no such file, open '\u001b[2J\u009b1m.png'");
    expect(describeError(new DataError('Gone:\nall of it', { cause }))).toBe(
      "Gone:\nall of it\n  because: ENOENT: no such file, open '\\u001b[2J\\u009b1m.png'",
    );
  });

  it('describes values that are not errors', () => {
    expect(describeError('text')).toBe('text');
  });
});
