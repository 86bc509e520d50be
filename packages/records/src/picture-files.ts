/** Training samples of each label as the net sees them. */
export const previewFile = 'ds_preview.png';

/** Few samples of a label in a row, by normalization of the heatmaps, then label. */
export const sampleFiles = {
  local: ['heatmaps_paper_local_lbl0.png', 'heatmaps_paper_local_lbl1.png'],
  global: ['heatmaps_paper_global_lbl0.png', 'heatmaps_paper_global_lbl1.png'],
} as const;

/** The first samples of each label, and those of lowest and highest score, by the set that they are from. */
export const overviewFiles = { test: 'heatmaps_global.png', train: 'train_heatmaps_global.png' } as const;

/** PNG files of the pictures that are drawn of a detector. */
export const pictureFiles = [
  previewFile,
  ...sampleFiles.local,
  ...sampleFiles.global,
  overviewFiles.test,
  overviewFiles.train,
] as const;

export type PictureFile = (typeof pictureFiles)[number];
