import { join } from 'node:path';
import { DataError } from '@fcdd/errors';
import { describe, expect, it } from 'vitest';
import { writeImage } from '../testing/imagenet-files.ts';
import { pickAll, testRequest } from '../testing/outliers.ts';
import { open as imagenet22kOutliers } from './outliers.ts';

const shape = { height: 8, width: 8, channels: 3 };

/** A request whose data folder has an acorn, a tank and a sparrow of ImageNet22k, of levels 1 to 3. */
async function requestWithImages(exclude: string[] = []) {
  const request = await testRequest({ shape, exclude });
  const root = join(request.dataFolder, 'imagenet22k/fall11_whole_extracted');
  await writeImage(join(root, 'n12267677/n12267677_1.JPEG'), 101);
  await writeImage(join(root, 'n04389033/n04389033_1.JPEG'), 102);
  await writeImage(join(root, 'n01526521/n01526521_1.JPEG'), 103);
  return request;
}

const levels = async (exclude: string[]) => {
  const images = await pickAll(await imagenet22kOutliers(await requestWithImages(exclude)));
  return images.map((pixels) => [...new Set(pixels)]);
};

describe('ImageNet22k', () => {
  it('has the images of all classes, cut out of the middle', async () => {
    expect(await levels([])).toEqual([[103], [102], [101]]);
  });

  it("lacks excluded classes, by their names in ImageNet-30 or by WordNet's identifiers", async () => {
    expect(await levels(['Acorn', 'n01526521'])).toEqual([[102]]);
  });

  it('warns of excluded names that no class has', async () => {
    const request = await requestWithImages(['Acorn', 'n00000001', 'acron']);
    const warnings: string[] = [];
    await imagenet22kOutliers({ ...request, warn: (message) => warnings.push(message) });
    expect(warnings).toEqual([
      "No class of ImageNet22k has these names of supervision.exclude, so they leave nothing out: 'n00000001', 'acron'.",
    ]);
  });

  it('that is nowhere tells where to get it and where to put it', async () => {
    const request = await testRequest({ shape });
    const opening = imagenet22kOutliers(request);
    await expect(opening).rejects.toThrow(DataError);
    await expect(opening).rejects.toMatchObject({
      hint: expect.stringContaining('{ mode: malformed_normal, source: confetti }') as unknown,
    });
    await expect(opening).rejects.toMatchObject({
      hint: expect.stringContaining(
        `into ${request.dataFolder}/imagenet22k/fall11_whole_extracted`,
      ) as unknown,
    });
  });
});
