// `npm run generate` writes this file from the schemas. Its types describe values as validation leaves them, with
// defaults filled in.

/**
 * Puts the heatmaps of several detectors under the test images that all of them show
 */
export interface CombinedPicturesParameters {
  /**
   * Label of the detector whose heatmaps come first
   */
  detector: string;
}

/**
 * Parameters of the comparison stage
 */
export interface ComparisonParameters {
  /**
   * Experiments to compare, in the order of the summaries. A single experiment is compared with its baselines
   *
   * Items: Facts about an experiment for the page
   */
  experiments: {
    /**
     * Name of the experiment
     */
    name: string;
    /**
     * Description in the experiment's file
     */
    description: string;
    /**
     * Facts about the run, by term
     */
    facts: {
      [k: string]: string;
    };
    /**
     * Facts about each detector's run, by term, for a single experiment that is compared with its baselines
     */
    detectorFacts?: {
      [k: string]: {
        [k: string]: string;
      };
    };
  }[];
}

/**
 * Prepares a data set: images, labels and the statistics of each class
 */
export interface DatasetParameters {
  /**
   * mnist: handwritten digits; fmnist: articles of clothing; cifar10: animals and vehicles; imagenet: thirty classes of ILSVRC2012; mvtec: objects and textures with defects; pascalvoc: images with a horse against those without; custom: a folder of the user's own images
   */
  name: 'mnist' | 'fmnist' | 'cifar10' | 'imagenet' | 'mvtec' | 'pascalvoc' | 'custom';
  /**
   * official for the published data, or the digest of the user's own copy. The path of a copy is a setting, so that it may move
   */
  source: string;
  /**
   * Height, width and channels that the net takes
   */
  shape: {
    /**
     * In pixels
     */
    height: number;
    /**
     * In pixels
     */
    width: number;
    /**
     * 1: grey; 3: colour
     */
    channels: number;
  };
  /**
   * fill: scaled to the net's height and width, whatever their proportions were; crop: the shorter side scaled, and the centre cut out; null: fill where there are ground-truth maps, else crop
   */
  fit: 'fill' | 'crop' | null;
}

/**
 * The library and the device that compute
 */
export interface Engine {
  /**
   * auto is onnxruntime, which needs no installation, or the first backend with the chosen device. tensorflow needs npm run setup:tensorflow. cpu is slow and only for checks
   */
  backend: 'auto' | 'onnxruntime' | 'tensorflow' | 'cpu';
  /**
   * auto is the fastest device that works: cuda (NVIDIA; needs npm run setup:cuda), webgpu (any GPU) or cpu. fcdd doctor lists the devices that work here
   */
  device: 'auto' | 'cpu' | 'webgpu' | 'cuda';
  /**
   * Number of threads that all stages together may keep busy; null: one per core
   */
  threads: number | null;
}

/**
 * Scores the test set and the training samples with a trained detector
 */
export interface EvaluateParameters {
  explaining: Explaining;
  /**
   * 0, or 1 to swap the labels: training, evaluation and heatmaps then treat nominal images as anomalous and all others as nominal
   */
  nominalLabel: 0 | 1;
}

/**
 * One experiment: a data set, a net, its training, and the pipeline that runs it
 */
export interface Experiment {
  /**
   * 2; `fcdd migrate` rewrites a file of version 1
   */
  version: 2;
  /**
   * Also the name of the results folder: letters, digits, dots, hyphens and underscores, starting with a letter or digit
   */
  name: string;
  /**
   * A sentence for the report
   */
  description: string;
  /**
   * Another experiment file, relative to this one. This file adds to its values and replaces them
   */
  extends?: string;
  /**
   * Name of a file in pipelines/, without its extension
   */
  pipeline: string;
  /**
   * The images, and the classes that are nominal in turn
   */
  dataset: {
    /**
     * Name of the data set
     */
    name: 'mnist' | 'fmnist' | 'cifar10' | 'imagenet' | 'mvtec' | 'pascalvoc' | 'custom';
    /**
     * Your own copy, a file or folder, relative to the experiment's file; null: the published one. custom needs a folder with train/<class> and test/<class>: images of a class, or its images in normal and anomalous; train_maps and test_maps of the same structure hold ground-truth maps
     */
    path: null | string;
    /**
     * Classes that are nominal in turn, while the others are anomalous: all, or a list of names or indices
     */
    classes: 'all' | (string | number)[];
    /**
     * lcn: local contrast normalization; aug1: random crops, flips, colour jitter and noise; lcnaug1: both; aug1_blackcenter: aug1, and the middle of training images is black; aug1_blackcenter_inverted: all but the middle. Choices by data set: mnist, fmnist, mvtec: none, lcn, aug1, lcnaug1; cifar10: none, lcn, aug1, aug1_blackcenter, aug1_blackcenter_inverted; imagenet, pascalvoc, custom: none, aug1. null takes that of the method's authors: mnist, fmnist, mvtec: lcnaug1; cifar10, imagenet, pascalvoc, custom: aug1
     */
    preprocessing:
      'none' | 'lcn' | 'aug1' | 'lcnaug1' | 'aug1_blackcenter' | 'aug1_blackcenter_inverted' | null;
    /**
     * 0, or 1 to swap the labels: training, evaluation and heatmaps then treat nominal images as anomalous and all others as nominal
     */
    nominalLabel: 0 | 1;
    /**
     * fill: scaled to the net's height and width, whatever their proportions were; crop: the shorter side scaled, and the centre cut out; null: fill where there are ground-truth maps, else crop
     */
    fit: 'fill' | 'crop' | null;
  };
  supervision: Supervision;
  /**
   * The detector that the experiment is about, and its net
   */
  detector: {
    /**
     * fcdd: the anomaly score is the mean of an explaining map; hsc: hypersphere classification: the anomaly score is the distance from a centre, explained by its gradient; ae: an autoencoder, whose reconstruction error is the anomaly score
     */
    name: 'fcdd' | 'hsc' | 'ae';
    /**
     * Name of the detector in results, where another detector of the experiment has the same name; null: its name
     */
    label: null | string;
    /**
     * Net that is trained; `fcdd nets` lists all
     */
    net: string;
    /**
     * Whether linear layers have a bias, and batch norms a scale and offset; VGG nets need it
     */
    bias: boolean;
    /**
     * null: the published ones where the net has pretrained ones, else random ones; or the path, relative to the experiment's file, of a checkpoint of PyTorch (.pth, .pt, .bin) or a safetensors file: of the net itself, such as the snapshot of another training, or of what it is pretrained with
     */
    weights: null | string;
    /**
     * For fcdd. In pixels of the input, where the detector learns from ground-truth maps; null: derived from the receptive field
     */
    lossGaussStd: number | null;
    /**
     * For hsc. What heatmaps show. grad: the gradient of the score with respect to the input; xgrad: that times the input
     */
    gradient: 'grad' | 'xgrad';
  };
  /**
   * Options of the training, and how often the net is trained
   */
  training: {
    /**
     * Number of runs per class, each with other random numbers, or a list of their seeds
     */
    seeds: number | number[];
    /**
     * Passes over the nominal training images
     */
    epochs: number;
    /**
     * Number of images in one training step
     */
    batchSize: number;
    /**
     * Number of parts in which a batch is computed. Their gradients add up to one step; more parts need less memory
     */
    accumulate: number;
    optimizer: Optimizer;
    schedule: Schedule;
    /**
     * Number of epochs between checkpoints. An interrupted training is resumed from the last one
     */
    checkpointEvery: number;
  };
  heatmaps: Heatmaps;
  /**
   * Detectors that the experiment's detector is compared with, for each class and seed. Each is trained like it, with the net that matches (`fcdd nets` lists them), as far as the detector learns from anomalies and maps. Their heatmaps show the same images
   *
   * Items: A detector to compare with: its name, or its name and parameters. The net, the training and the supervision match the experiment's own unless they are given
   */
  baselines: (
    | ('fcdd' | 'hsc' | 'ae')
    | {
        /**
         * fcdd: the anomaly score is the mean of an explaining map; hsc: hypersphere classification: the anomaly score is the distance from a centre, explained by its gradient; ae: an autoencoder, whose reconstruction error is the anomaly score
         */
        name: 'fcdd' | 'hsc' | 'ae';
        /**
         * Name of the detector in results, where another detector of the experiment has the same name; null: its name
         */
        label?: null | string;
        /**
         * The net that is trained; `fcdd nets` lists all, with their input shapes and detectors
         */
        net?: string;
        /**
         * Whether linear layers have a bias, and batch norms a scale and offset; VGG nets need it
         */
        bias?: boolean;
        /**
         * null: the published ones where the net has pretrained ones, else random ones; or the path, relative to the experiment's file, of a checkpoint of PyTorch (.pth, .pt, .bin) or a safetensors file: of the net itself, such as the snapshot of another training, or of what it is pretrained with
         */
        weights?: null | string;
        /**
         * For fcdd. In pixels of the input, where the detector learns from ground-truth maps; null: derived from the receptive field
         */
        lossGaussStd?: number | null;
        /**
         * For hsc. What heatmaps show. grad: the gradient of the score with respect to the input; xgrad: that times the input
         */
        gradient?: 'grad' | 'xgrad';
      }
  )[];
  engine: Engine;
  sweep: Sweep;
}

/**
 * Parameters of the detector that change its scores or maps, but not what it learns
 */
export interface Explaining {
  /**
   * For hsc. What heatmaps show. grad: the gradient of the score with respect to the input; xgrad: that times the input
   */
  gradient?: 'grad' | 'xgrad';
}

/**
 * How the detector is fitted to its training images
 */
export interface Fit {
  /**
   * Number of images in one training step
   */
  batchSize: number;
  /**
   * Number of parts in which a batch is computed. Their gradients add up to one step; more parts need less memory
   */
  accumulate: number;
  optimizer: Optimizer;
  schedule: Schedule;
  /**
   * Number of epochs between checkpoints. An interrupted training is resumed from the last one
   */
  checkpointEvery: number;
}

/**
 * Options of the anomaly heatmaps
 */
export interface Heatmaps {
  /**
   * Heatmaps of fcdd are upsampled with it, others blurred; in pixels of the input; null: derived from the receptive field
   */
  gaussStd: number | null;
  /**
   * Values at or above this quantile have the last colour of the colour map
   */
  quantile: number;
  /**
   * Width and height of each drawn image, in pixels
   */
  resolution: number;
}

/**
 * Draws heatmaps of chosen samples beside their inputs
 */
export interface HeatmapsParameters {
  /**
   * 0, or 1 to swap the labels: training, evaluation and heatmaps then treat nominal images as anomalous and all others as nominal
   */
  nominalLabel: 0 | 1;
  heatmaps: Heatmaps;
  explaining: Explaining;
}

/**
 * Request to Slurm for one job
 */
export interface JobOptions {
  /**
   * One partition, or several separated by commas
   */
  partition?: string;
  /**
   * Account whose share of the cluster is used
   */
  account?: string;
  /**
   * Name of the quality of service at the site
   */
  qos?: string;
  /**
   * Required features of the machine, such as avx512
   */
  constraint?: string;
  /**
   * Maximum duration of a job, such as 90m, 12h or 2d
   */
  time?: string;
  /**
   * Memory of a job, such as 500M or 16G
   */
  memory?: string;
  /**
   * Cores of a job
   */
  threads?: number;
  /**
   * Number of graphics processors, optionally with their type, such as a100:1
   */
  gpus?: number | string;
  /**
   * Names for 'module load', in order
   */
  modules?: string[];
  /**
   * Shell commands that run before the stage, one per line
   */
  setup?: string[];
}

/**
 * Parameters by source. Omitted parameters have the original's values
 */
export interface NoiseParameters {
  /**
   * Normally distributed values with mean 0
   */
  gaussian?: {
    /**
     * Standard deviation of the brightness, out of 255; the original is 64
     */
    standardDeviation?: number;
  } | null;
  /**
   * Uniformly distributed values
   */
  uniform?: {
    /**
     * Lowest value, out of 255; the original is 0
     */
    lowest?: number;
    /**
     * Highest value, out of 255; the original is 255
     */
    highest?: number;
  } | null;
  /**
   * One random colour for each image
   */
  solid?: {
    /**
     * Lowest value of each channel, out of 255; the original is 0
     */
    lowest?: number;
    /**
     * Highest value of each channel, out of 255; the original is 255
     */
    highest?: number;
  } | null;
  /**
   * Upright squares of one size and brightness
   */
  blob?: {
    /**
     * Probability of each pixel to be the centre of a square; the original is 0.002. An image has at least one square
     */
    probability?: number;
    /**
     * Side of each square, in pixels; the original is 6
     */
    side?: number;
    /**
     * Brightness of each square, out of 255; a negative value darkens the image; the original is 255
     */
    value?: number;
  } | null;
  /**
   * The sum of two sets of upright squares
   */
  mixed_blob?: {
    /**
     * Squares with a random colour for each pixel
     */
    coloured?: {
      /**
       * Probability of each pixel to be the centre of a square; the original is 0.00001. An image has at least one square
       */
      probability?: number;
      /**
       * Side of each square, in pixels; the original is 34
       */
      side?: number;
      /**
       * Range of each channel, random for each pixel, out of 255. Negative values darken the image
       */
      colours?: {
        /**
         * Lowest value; the original is 0
         */
        lowest?: number;
        /**
         * Highest value; the original is 255
         */
        highest?: number;
      };
    };
    /**
     * Squares of one brightness
     */
    plain?: {
      /**
       * Probability of each pixel to be the centre of a square; the original is 0.00001. An image has at least one square
       */
      probability?: number;
      /**
       * Side of each square, in pixels; the original is 34
       */
      side?: number;
      /**
       * Brightness of each square, out of 255; a negative value darkens the image; the original is 255
       */
      value?: number;
    };
  } | null;
  /**
   * The sum of two sets of rotated squares, blurred
   */
  confetti?: {
    /**
     * Squares with a random colour for each square
     */
    coloured?: {
      /**
       * Probability of each pixel to be the centre of a square; the original is 0.000018. An image has at least one square
       */
      probability?: number;
      /**
       * Range of the random sides, in pixels
       */
      sides?: {
        /**
         * Smallest side; the original is 8
         */
        smallest?: number;
        /**
         * Largest side; the original is 54
         */
        largest?: number;
      };
      /**
       * Range of each channel, random for each square, out of 255. Negative values darken the image
       */
      colours?: {
        /**
         * Lowest value; the original is -256
         */
        lowest?: number;
        /**
         * Highest value; the original is -1
         */
        highest?: number;
      };
      /**
       * Largest rotation in either direction, in degrees; the original is 45
       */
      rotation?: number;
    };
    /**
     * Squares of one brightness
     */
    plain?: {
      /**
       * Probability of each pixel to be the centre of a square; the original is 0.000012. An image has at least one square
       */
      probability?: number;
      /**
       * Range of the random sides, in pixels
       */
      sides?: {
        /**
         * Smallest side; the original is 8
         */
        smallest?: number;
        /**
         * Largest side; the original is 54
         */
        largest?: number;
      };
      /**
       * Brightness of each square, out of 255; a negative value darkens the image; the original is -255
       */
      value?: number;
      /**
       * Largest rotation in either direction, in degrees; the original is 45
       */
      rotation?: number;
    };
    /**
     * Gaussian blur of both sets together
     */
    blur?: {
      /**
       * Width of the kernel in pixels, an odd number; the original is 25
       */
      size?: number;
      /**
       * Standard deviation of the kernel in pixels; the original is 5
       */
      standardDeviation?: number;
    };
  } | null;
}

/**
 * How each training step changes the weights
 */
export interface Optimizer {
  /**
   * sgd: stochastic gradient descent with Nesterov momentum 0.9; adam: Adam
   */
  type: 'sgd' | 'adam';
  /**
   * Learning rate at the start, which the schedule lowers
   */
  learningRate: number;
  /**
   * Factor by which each weight is multiplied before it is added to its gradient
   */
  weightDecay: number;
}

/**
 * Fetches images of an unrelated data set, which serve as training anomalies
 */
export interface OutlierExposureParameters {
  /**
   * Name in the catalogue of outlier sources
   */
  source:
    'mnist' | 'fmnist' | 'emnist' | 'cifar100' | 'imagenet' | 'imagenet22k' | 'mvtec' | 'mvtec_gt' | 'folder';
  /**
   * official for the published data, or the digest of the user's own copy. The path of a copy is a setting, so that it may move
   */
  origin: string;
  /**
   * Number of different outlier images, for mvtec per kind of defect; null: all
   */
  limit: number | null;
  /**
   * Names of classes whose images are not used
   */
  exclude: string[];
  /**
   * Shape in which training images are stored
   */
  shape: {
    /**
     * In pixels
     */
    height: number;
    /**
     * In pixels
     */
    width: number;
    /**
     * 1: grey; 3: colour
     */
    channels: number;
  };
}

/**
 * Compares the heatmaps of the test images with their ground-truth maps
 */
export interface PixelEvaluationParameters {
  /**
   * Heatmaps of fcdd are upsampled with it, others blurred; in pixels of the input; null: derived from the receptive field
   */
  gaussStd: number | null;
  /**
   * 0, or 1 to swap the labels: training, evaluation and heatmaps then treat nominal images as anomalous and all others as nominal
   */
  nominalLabel: 0 | 1;
}

/**
 * Fetches the weights with which a net starts
 */
export interface PretrainedWeightsParameters {
  /**
   * The net that is trained; `fcdd nets` lists all, with their input shapes and detectors
   */
  net: string;
  /**
   * Whether linear layers have a bias, and batch norms a scale and offset; VGG nets need it
   */
  bias: boolean;
  /**
   * Name of published weights, or the digest of a file. The path of the file is a setting, so that it may move
   */
  source: string;
}

/**
 * Where stages run, and the options of their jobs there. A profile takes precedence over stages and pipelines
 */
export interface Profile {
  /**
   * Schema with which an editor checks the file
   */
  $schema?: string;
  /**
   * 1, which is the only one so far
   */
  version: 1;
  /**
   * local is this machine. slurm is a cluster, whose machines must share a file system with the store and the data
   */
  executor: 'local' | 'slurm';
  /**
   * Maximum number of jobs that are queued or running at the same time. Sites have limits too
   */
  maxJobs: number;
  /**
   * Longest time between two queries to Slurm. One query covers all jobs; after a change the next follows soon
   */
  pollEvery: number;
  /**
   * Options of the jobs of all stages
   */
  defaults: JobOptions;
  /**
   * Options of the jobs of single stages, by the stage's name in the pipeline. They replace the defaults
   */
  stages: {
    [k: string]: JobOptions;
  };
}

/**
 * Parameters of the report stage
 */
export interface ReportParameters {
  /**
   * The experiment with all defaults, which the report shows
   */
  experiment: {
    [k: string]: unknown;
  };
}

/**
 * How the learning rate decreases over the epochs
 */
export interface Schedule {
  /**
   * exponential: multiplied by the factor after each epoch; milestones: after each of the given epochs
   */
  type: 'exponential' | 'milestones';
  /**
   * Number by which the learning rate is multiplied; 1 keeps it constant
   */
  factor: number;
  /**
   * Epochs after which the learning rate is multiplied by the factor
   */
  milestones?: number[];
}

/**
 * Parameters of the summary stage
 */
export interface SummaryParameters {
  /**
   * Name of the experiment
   */
  experiment: string;
  /**
   * Label of the experiment's own detector; the others are baselines
   */
  detector: string;
}

/**
 * Where training anomalies come from
 */
export interface Supervision {
  /**
   * unsupervised: no anomalies; other: the data set's own anomalies; noise: images of the source replace nominal ones; malformed_normal: they are added to nominal ones; malformed_normal_gt: the same, and the net learns the changed pixels as anomalous
   */
  mode: 'unsupervised' | 'other' | 'noise' | 'malformed_normal' | 'malformed_normal_gt';
  /**
   * Outliers (mnist, fmnist, emnist, cifar100, imagenet, imagenet22k, folder), defects of the nominal class (mvtec: for mvtec; mvtec_gt: for mvtec, with their maps), or a generator (gaussian, uniform, solid, blob, mixed_blob, confetti); null for modes that need none
   */
  source:
    | 'mnist'
    | 'fmnist'
    | 'emnist'
    | 'cifar100'
    | 'imagenet'
    | 'imagenet22k'
    | 'mvtec'
    | 'mvtec_gt'
    | 'folder'
    | 'gaussian'
    | 'uniform'
    | 'solid'
    | 'blob'
    | 'mixed_blob'
    | 'confetti'
    | null;
  /**
   * Your own copy of the outliers, a file or folder, relative to the experiment's file; null: the published ones. The source folder requires a path
   */
  path: null | string;
  /**
   * Number of different outlier images, for mvtec per kind of defect; null: all
   */
  limit: number | null;
  /**
   * Names of classes whose outlier images are not used; null: the classes of the data set that the method's authors excluded
   */
  exclude: string[] | null;
  /**
   * true: each sample becomes an anomaly with probability 0.5; false: as many anomalies as nominal images, made once
   */
  online: boolean;
  /**
   * auto: they have colour where the nominal training images have some, since colour alone would give them away elsewhere; always: as the method's authors make them
   */
  colour: 'auto' | 'always';
  /**
   * Parameters of the generator that differ from the original; null: none
   */
  parameters:
    | ({
        /**
         * Standard deviation of the brightness, out of 255; the original is 64
         */
        standardDeviation?: number;
      } | null)
    | ({
        /**
         * Lowest value, out of 255; the original is 0
         */
        lowest?: number;
        /**
         * Highest value, out of 255; the original is 255
         */
        highest?: number;
      } | null)
    | ({
        /**
         * Lowest value of each channel, out of 255; the original is 0
         */
        lowest?: number;
        /**
         * Highest value of each channel, out of 255; the original is 255
         */
        highest?: number;
      } | null)
    | ({
        /**
         * Probability of each pixel to be the centre of a square; the original is 0.002. An image has at least one square
         */
        probability?: number;
        /**
         * Side of each square, in pixels; the original is 6
         */
        side?: number;
        /**
         * Brightness of each square, out of 255; a negative value darkens the image; the original is 255
         */
        value?: number;
      } | null)
    | ({
        /**
         * Squares with a random colour for each pixel
         */
        coloured?: {
          /**
           * Probability of each pixel to be the centre of a square; the original is 0.00001. An image has at least one square
           */
          probability?: number;
          /**
           * Side of each square, in pixels; the original is 34
           */
          side?: number;
          /**
           * Range of each channel, random for each pixel, out of 255. Negative values darken the image
           */
          colours?: {
            /**
             * Lowest value; the original is 0
             */
            lowest?: number;
            /**
             * Highest value; the original is 255
             */
            highest?: number;
          };
        };
        /**
         * Squares of one brightness
         */
        plain?: {
          /**
           * Probability of each pixel to be the centre of a square; the original is 0.00001. An image has at least one square
           */
          probability?: number;
          /**
           * Side of each square, in pixels; the original is 34
           */
          side?: number;
          /**
           * Brightness of each square, out of 255; a negative value darkens the image; the original is 255
           */
          value?: number;
        };
      } | null)
    | ({
        /**
         * Squares with a random colour for each square
         */
        coloured?: {
          /**
           * Probability of each pixel to be the centre of a square; the original is 0.000018. An image has at least one square
           */
          probability?: number;
          /**
           * Range of the random sides, in pixels
           */
          sides?: {
            /**
             * Smallest side; the original is 8
             */
            smallest?: number;
            /**
             * Largest side; the original is 54
             */
            largest?: number;
          };
          /**
           * Range of each channel, random for each square, out of 255. Negative values darken the image
           */
          colours?: {
            /**
             * Lowest value; the original is -256
             */
            lowest?: number;
            /**
             * Highest value; the original is -1
             */
            highest?: number;
          };
          /**
           * Largest rotation in either direction, in degrees; the original is 45
           */
          rotation?: number;
        };
        /**
         * Squares of one brightness
         */
        plain?: {
          /**
           * Probability of each pixel to be the centre of a square; the original is 0.000012. An image has at least one square
           */
          probability?: number;
          /**
           * Range of the random sides, in pixels
           */
          sides?: {
            /**
             * Smallest side; the original is 8
             */
            smallest?: number;
            /**
             * Largest side; the original is 54
             */
            largest?: number;
          };
          /**
           * Brightness of each square, out of 255; a negative value darkens the image; the original is -255
           */
          value?: number;
          /**
           * Largest rotation in either direction, in degrees; the original is 45
           */
          rotation?: number;
        };
        /**
         * Gaussian blur of both sets together
         */
        blur?: {
          /**
           * Width of the kernel in pixels, an odd number; the original is 25
           */
          size?: number;
          /**
           * Standard deviation of the kernel in pixels; the original is 5
           */
          standardDeviation?: number;
        };
      } | null);
}

/**
 * Runs variants of the experiment, which share their common stages: each combination of the points of grid, zip and random; null: only the experiment itself
 */
export type Sweep = {
  /**
   * Lists of values by path in the experiment, of which all combinations are run
   */
  grid?: {
    /**
     * A list of values for the path
     */
    [k: string]: unknown[];
  };
  /**
   * Lists of equal length by path in the experiment: the first values are combined, then the second ones, and so on. Several such mappings in a list are combined with each other
   */
  zip?:
    | {
        /**
         * A list of values for the path
         */
        [k: string]: unknown[];
      }
    | {
        /**
         * A list of values for the path
         */
        [k: string]: unknown[];
      }[];
  /**
   * Randomly drawn points
   */
  random?: {
    /**
     * Number of points. A larger number keeps the first points unchanged
     */
    count: number;
    /**
     * The same seed draws the same points
     */
    seed: number;
    /**
     * Distributions by path in the experiment
     */
    parameters: {
      /**
       * Distribution of the path's values
       */
      [k: string]: {
        /**
         * uniform: all numbers are equally likely; logUniform: their logarithms are equally likely; integer: whole numbers, both ends included; choice: one of a list
         */
        distribution: 'uniform' | 'logUniform' | 'integer' | 'choice';
        /**
         * Smallest number
         */
        from?:
          | {
              [k: string]: unknown;
            }
          | number;
        /**
         * Upper limit, which is excluded; for integer the largest number
         */
        to?:
          | {
              [k: string]: unknown;
            }
          | number;
        /**
         * Values of a choice
         */
        values?: unknown[];
      };
    };
  };
  /**
   * Metric by which variants are compared, as the mean over classes and seeds; higher is better. Pixel metrics and pro need ground-truth maps of test images
   */
  metric: 'auc' | 'averagePrecision' | 'bestF1' | 'pixelAuc' | 'pixelAveragePrecision' | 'pro';
  /**
   * All variants train for a few epochs, then the best continue, and so on up to training.epochs; null: all variants train to the end
   */
  halving: {
    /**
     * Epochs after which the best are chosen, in ascending order, before training.epochs
     */
    epochs: number[];
    /**
     * Share of the variants that continue each time, rounded up
     */
    keep: number;
  } | null;
} | null;

/**
 * Parameters of the sweep-report stage
 */
export interface SweepReportParameters {
  /**
   * Metric by which variants are compared; larger is better
   */
  metric: 'auc' | 'averagePrecision' | 'bestF1' | 'pixelAuc' | 'pixelAveragePrecision' | 'pro';
  /**
   * Paths in the experiment that are swept
   *
   * Items: Path with dots
   */
  parameters: string[];
  /**
   * Variants in the order of the summaries
   *
   * Items: One point of the sweep
   */
  variants: {
    /**
     * Unique name of the variant
     */
    name: string;
    /**
     * Values of the swept parameters, by path
     */
    values: {
      [k: string]: unknown;
    };
    /**
     * Digests of the user's files and folders, by the path in the experiment that names them
     */
    files: {
      /**
       * Digest of the content
       */
      [k: string]: string;
    };
    /**
     * Epochs after which successive halving dropped the variant; absent if it was trained to the end
     */
    epochs?: number;
    /**
     * Path of the variant's own report, relative to the sweep's
     */
    report?: string;
  }[];
  /**
   * Choices of successive halving, in order
   *
   * Items: One choice
   */
  rungs: {
    /**
     * Epochs after which the variants were compared
     */
    epochs: number;
    /**
     * Variants that were compared
     *
     * Items: A variant and its metric at that time
     */
    variants: {
      /**
       * Name of a variant
       */
      name: string;
      /**
       * Value of the metric
       */
      value: number;
    }[];
    /**
     * Names of the variants that continued
     *
     * Items: Name of a variant
     */
    kept: string[];
  }[];
  /**
   * The experiment's files and overrides without the sweep, which best.yaml repeats
   */
  experiment: {
    [k: string]: unknown;
  };
}

/**
 * Trains one detector: one nominal class, one seed
 */
export interface TrainParameters {
  /**
   * Index into the data set's classes
   */
  class: number;
  /**
   * Number from which, with the class, all random numbers of the training follow
   */
  seed: number;
  /**
   * lcn: local contrast normalization; aug1: random crops, flips, colour jitter and noise; lcnaug1: both; aug1_blackcenter: aug1, and the middle of training images is black; aug1_blackcenter_inverted: all but the middle. Choices by data set: mnist, fmnist, mvtec: none, lcn, aug1, lcnaug1; cifar10: none, lcn, aug1, aug1_blackcenter, aug1_blackcenter_inverted; imagenet, pascalvoc, custom: none, aug1. null takes that of the method's authors: mnist, fmnist, mvtec: lcnaug1; cifar10, imagenet, pascalvoc, custom: aug1
   */
  preprocessing: 'none' | 'lcn' | 'aug1' | 'lcnaug1' | 'aug1_blackcenter' | 'aug1_blackcenter_inverted';
  /**
   * 0, or 1 to swap the labels: training, evaluation and heatmaps then treat nominal images as anomalous and all others as nominal
   */
  nominalLabel: 0 | 1;
  supervision: Supervision;
  /**
   * Name of the detector, and the parameters that its fitting depends on
   */
  detector: {
    /**
     * fcdd: the anomaly score is the mean of an explaining map; hsc: hypersphere classification: the anomaly score is the distance from a centre, explained by its gradient; ae: an autoencoder, whose reconstruction error is the anomaly score
     */
    name: 'fcdd' | 'hsc' | 'ae';
    /**
     * Name of the detector in results, where another detector of the experiment has the same name; null: its name
     */
    label?: null | string;
    /**
     * The net that is trained; `fcdd nets` lists all, with their input shapes and detectors
     */
    net: string;
    /**
     * Whether linear layers have a bias, and batch norms a scale and offset; VGG nets need it
     */
    bias?: boolean;
    /**
     * null: the published ones where the net has pretrained ones, else random ones; or the path, relative to the experiment's file, of a checkpoint of PyTorch (.pth, .pt, .bin) or a safetensors file: of the net itself, such as the snapshot of another training, or of what it is pretrained with
     */
    weights?: null | string;
    /**
     * For fcdd. In pixels of the input, where the detector learns from ground-truth maps; null: derived from the receptive field
     */
    lossGaussStd?: number | null;
    /**
     * For hsc. What heatmaps show. grad: the gradient of the score with respect to the input; xgrad: that times the input
     */
    gradient?: 'grad' | 'xgrad';
  };
  /**
   * Passes over the nominal training images
   */
  epochs: number;
  fit: Fit;
}
