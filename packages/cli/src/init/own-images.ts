import {
  type CustomFiles,
  type CustomLayout,
  listCustomFiles,
  readCustomLayout,
} from '@fcdd/data-sets/own-images';
import { printable } from '@fcdd/errors';

/** Contents of a folder of the user's own images. */
export interface OwnImages {
  layout: CustomLayout;
  /** Average number of nominal training images of a class. */
  images: number;
  /** Sentences for the user. */
  findings: string[];
}

/**
 * Looks into a folder of images, without opening any.
 * @throws DataError if it is not such a folder; the message shows what one looks like
 */
export function inspectOwnImages(folder: string): OwnImages {
  const layout = readCustomLayout(folder);
  const warnings: string[] = [];
  const { images } = listCustomFiles(folder, layout, (warning) => warnings.push(warning));
  const nominal = images.filter(({ split, anomalous }) => split === 'train' && !anomalous).length;
  return {
    layout,
    images: Math.round(nominal / layout.classes.length),
    findings: [...findingsIn(layout, images), ...warnings],
  };
}

function findingsIn(layout: CustomLayout, images: CustomFiles['images']): string[] {
  const { classes, anomalies, hasMaps, classesWithTrainingAnomalies } = layout;
  const count = (split: 'train' | 'test') => images.filter((image) => image.split === split).length;
  const against = anomalies === 'own' ? 'its own anomalous images' : 'the other classes';
  return [
    `Found ${classes.length === 1 ? 'one class' : `${classes.length} classes`}: ${classes.map(printable).join(', ')}. Each is tested against ${against}.`,
    `${count('train')} training and ${count('test')} test images; ${
      hasMaps.test
        ? 'test images have ground-truth maps, so that heatmaps are evaluated per pixel.'
        : 'no ground-truth maps in test_maps.'
    }`,
    ...(anomalies === 'own' && classesWithTrainingAnomalies.length > 0
      ? [`Anomalies for training: ${classesWithTrainingAnomalies.map(printable).join(', ')}.`]
      : []),
  ];
}
