import { expect, test } from 'vitest';
import { toCsv } from './csv.ts';

test('a table starts with its header, and has empty cells for unknown values', () => {
  const text = toCsv(['class', 'auc'], [['shirt', 0.5], ['shoe', null], ['bag', undefined]]); // prettier-ignore
  expect(text).toBe('class,auc\r\nshirt,0.5\r\nshoe,\r\nbag,\r\n');
});

test('text that would end a cell is quoted', () => {
  expect(toCsv(['a,"b"'], [['c\nd']])).toBe('"a,""b"""\r\n"c\nd"\r\n');
});

test.each(['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', '\r=1'])('a spreadsheet does not compute %j', (text) => {
  expect(toCsv([text], [])).toMatch(/^"?'/);
});

test('negative numbers stay numbers', () => {
  expect(toCsv([], [[-0.25]])).toBe('\r\n-0.25\r\n');
});
