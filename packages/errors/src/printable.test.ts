import { expect, it } from 'vitest';
import { printable } from './printable.ts';

it('escapes characters that would break a line or control the terminal', () => {
  expect(printable('a\nb\u001b[2Jc\u009b1md\u2028e\u202ef')).toBe(
    'a\\u000ab\\u001b[2Jc\\u009b1md\\u2028e\\u202ef',
  );
});

it.each(['scratch on glass.png', 'Öl "fein".png', "it's.png", '👩‍🔬🧪.png', '裂け目.png', 'ثقب.png'])(
  'leaves %s as it is',
  (name) => {
    expect(printable(name)).toBe(name);
  },
);
