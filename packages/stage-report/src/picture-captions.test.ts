import { expect, it } from 'vitest';
import { pictureCaption } from './picture-captions.ts';

const usual = { nominalLabel: 0, hasMaps: false } as const;
const swapped = { nominalLabel: 1, hasMaps: true } as const;

it('captions call samples nominal or anomalous, whatever their label', () => {
  expect(pictureCaption('heatmaps_paper_local_lbl0.png', usual)).toBe(
    'Nominal test images, each heatmap on its own scale',
  );
  expect(pictureCaption('heatmaps_paper_local_lbl0.png', swapped)).toMatch(/^Anomalous test images/);
  expect(pictureCaption('heatmaps_paper_global_lbl1.png', swapped)).toMatch(/^Nominal test images/);
  expect(pictureCaption('ds_preview.png', usual)).toContain('nominal ones above, anomalous ones below');
  expect(pictureCaption('ds_preview.png', swapped)).toContain('anomalous ones above, nominal ones below');
  expect(pictureCaption('train_heatmaps_global.png', swapped)).toContain(
    'From top to bottom: the first anomalous ones; the first nominal ones;',
  );
});

it('captions mention ground-truth maps if there are any', () => {
  expect(pictureCaption('heatmaps_global.png', usual)).not.toContain('maps below');
  expect(pictureCaption('heatmaps_global.png', { ...usual, hasMaps: true })).toContain(
    'ground-truth maps below them, white where pixels are anomalous',
  );
  expect(pictureCaption('heatmaps_global.png', swapped)).toContain('white where pixels are nominal');
  expect(pictureCaption('ds_preview.png', swapped)).toContain('white where pixels are nominal');
});
