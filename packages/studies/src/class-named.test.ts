import { describe, expect, it } from 'vitest';
import { classNamed, indexOfName } from './class-named.ts';

describe('classNamed', () => {
  const digits = ['0', '1', '2'];
  const folders = ['1', '10', '2'];
  const padded = ['01', '02', '03'];

  it.each<[string | number, string[], number]>([
    ['bag', ['bag', 'boot'], 0],
    [1, ['bag', 'boot'], 1],
    [2, digits, 2],
    ['2', digits, 2],
    [1, folders, 0],
    ['10', folders, 1],
    [2, folders, 2],
    ['02', padded, 1],
    [1, ['bag', '1'], 1],
  ])('finds %j in %j', (given, classes, index) => {
    expect(classNamed(given, classes)).toEqual({ index });
  });

  it.each<[string | number, string[], string]>([
    [2, ['bag', 'boot'], 'Allowed: bag, boot. Or their indices, from 0 to 1.'],
    [-1, ['bag', 'boot'], 'Allowed: bag, boot. Or their indices, from 0 to 1.'],
    ['1', ['bag', 'boot'], 'Allowed: bag, boot. Or their indices, from 0 to 1.'],
    [
      0,
      folders,
      "Names look like numbers here, so a number is read as a name. Write '1' for the class with the index 0. Allowed: 1, 10, 2.",
    ],
    [
      1,
      padded,
      "Names look like numbers here, so a number is read as a name. Write '01' for the class with that number, or '02' for the class with the index 1. Allowed: 01, 02, 03.",
    ],
    [7, folders, 'Names look like numbers here, so a number is read as a name. Allowed: 1, 10, 2.'],
  ])('refuses %j in %j with its readings', (given, classes, hint) => {
    expect(classNamed(given, classes)).toEqual({ hint });
  });
});

describe('indexOfName', () => {
  const composed = 'Gr\u00fcn';
  const decomposed = 'Gru\u0308n';

  it('takes all Unicode forms of a name as the same', () => {
    expect(indexOfName(composed, ['Rot', decomposed])).toBe(1);
    expect(indexOfName(decomposed, ['Rot', composed])).toBe(1);
    expect(indexOfName('Grun', [composed])).toBeUndefined();
  });

  it('prefers the form in which the name is written', () => {
    expect(indexOfName(decomposed, [composed, decomposed])).toBe(1);
  });
});
