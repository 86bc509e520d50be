import { describe, expect, it } from 'vitest';
import type { MvtecPlace } from './files.ts';
import { pairWithMasks } from './pairs.ts';

function place(folder: MvtecPlace['folder'], stem: string, kind = 'broken'): MvtecPlace {
  return { className: 'bottle', folder, kind, stem, name: `${folder}/${kind}/${stem}.png` };
}

const image = (stem: string, bytes = 1) => ({ place: place('test', stem), image: stem, bytes });
const mask = (stem: string, bytes = 1) => ({ place: place('ground_truth', stem), mask: stem, bytes });

async function pair(...files: (ReturnType<typeof image> | ReturnType<typeof mask>)[]): Promise<string[]> {
  async function* stream() {
    yield* files;
  }
  const pairs: string[] = [];
  for await (const [first, second] of pairWithMasks<string, string>(stream()))
    pairs.push(`${first.image} ${second?.mask}`);
  return pairs;
}

describe('images and masks', () => {
  it('are paired in the order in which pairs are complete', async () => {
    expect(await pair(image('1'), mask('2'), image('3'), image('2'), mask('3'), mask('1'))).toEqual([
      '2 2',
      '3 3',
      '1 1',
    ]);
  });

  it('are of no use where the masks of some are missing, which are counted', async () => {
    await expect(pair(image('1'), image('2'), mask('2'), image('3'))).rejects.toThrow(
      'test/broken/1.png has no mask. Nor have 1 other images of defects.',
    );
  });

  it('may be without each other as long as memory holds them', async () => {
    const large = 200e6;
    expect(await pair(mask('1', large), image('1'), mask('2', large), image('2'))).toEqual(['1 1', '2 2']);
    await expect(pair(mask('1', large), mask('2', large))).rejects.toThrow('memory');
    await expect(pair(image('1', large), image('2', large))).rejects.toThrow('memory');
  });

  it('must have names that tell which belong together', async () => {
    await expect(pair(image('1'), image('1'))).rejects.toThrow('have the same name but for the ending');
  });
});
