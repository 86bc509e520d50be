/** Training samples of each label as the net sees them. */
export const previewFile = 'ds_preview.png';

/** Pictures of a few samples of a label in a row, by normalization of the heatmaps, then label. */
export const sampleFiles = {
  local: ['heatmaps_paper_local_lbl0.png', 'heatmaps_paper_local_lbl1.png'],
  global: ['heatmaps_paper_global_lbl0.png', 'heatmaps_paper_global_lbl1.png'],
} as const;

/** Pictures of the first samples of each label and those with the lowest and highest scores, by set. */
export const overviewFiles = { test: 'heatmaps_global.png', train: 'train_heatmaps_global.png' } as const;

/** PNG files of all pictures that the heatmaps stage draws. */
export const pictureFiles = [
  previewFile,
  ...sampleFiles.local,
  ...sampleFiles.global,
  overviewFiles.test,
  overviewFiles.train,
] as const;

export type PictureFile = (typeof pictureFiles)[number];
