import { type Command, Option } from 'commander';
import type { ExitCode } from '../exit.ts';
import type { ExportOptions, PredictOptions, PrintOptions } from '../options.ts';
import { addOptions } from './add-options.ts';
import { examples } from './examples.ts';
import { dataOption, engineOptions, jsonOption, setOption, storeOption, verboseOption } from './options.ts';
import { positiveInteger, wholeNumber } from './parse.ts';

/** Adds the commands that list detectors, export trained ones and use them. */
export function addDetectorCommands(program: Command, result: { code: ExitCode }): void {
  addList(program);
  addExport(program);
  addPredict(program, result);
}

function addList(program: Command): void {
  program
    .command('detectors')
    .summary('list the detectors')
    .description('List the detectors: what they do, what they learn from, their parameters, and their nets.')
    .addOption(jsonOption)
    .addHelpText('after', examples(['fcdd detectors', '']))
    .action(async (options: PrintOptions) => {
      const { detectorsCommand } = await import('../commands/detectors.ts');
      detectorsCommand(options);
    });
}

function addExport(program: Command): void {
  const command = program
    .command('export')
    .argument('[experiment]', 'experiment file (YAML) that has run')
    .summary('write trained detectors as ONNX files')
    .description(
      'Write trained detectors as ONNX files that need nothing else: they turn the pixels of an image into its anomaly score and heatmap.',
    )
    .addOption(new Option('--class <name>', 'only the detector of this nominal class, by name or index'))
    .addOption(new Option('--seed <number>', 'only the detector of this seed').argParser(wholeNumber))
    .addOption(
      new Option('--detector <label>', "baseline of this label (default: the experiment's own detector)"),
    )
    .addOption(
      // The name of the option before detectors had labels.
      new Option('--objective <label>').hideHelp().conflicts('detector'),
    )
    .addOption(new Option('--variant <name>', 'detectors of this variant of a sweep'))
    .addOption(
      new Option(
        '--snapshot <path>',
        'instead of an experiment: a snapshot.safetensors, or its folder',
      ).conflicts(['class', 'seed', 'detector', 'variant']),
    )
    .addOption(
      new Option('--out <path>', 'file to write (.onnx), or folder for the files').makeOptionMandatory(),
    );
  addOptions(command, [setOption, ...engineOptions, storeOption, dataOption, jsonOption, verboseOption]);
  command
    .addHelpText(
      'after',
      examples(
        ['fcdd export configs/quickstart.yaml --out detectors', 'all classes and seeds'],
        ['fcdd export configs/fmnist.yaml --class sneaker --seed 0 --out sneaker.onnx', ''],
        ['fcdd export configs/fmnist-baselines.yaml --detector hsc --out baselines', ''],
        ['fcdd export configs/sweeps/quickstart-heatmaps.yaml --variant v03 --out detectors', ''],
        ['fcdd export --snapshot results/quickstart/normal_1/it_0 --out one.onnx', ''],
      ) +
        '\nInput: image [batch, channels, height, width], float, 0 to 255. Outputs: score [batch], heatmap [batch, 1, height, width].\n',
    )
    .action(async (file: string | undefined, options: ExportOptions & { objective?: string }) => {
      const { exportCommand } = await import('../commands/export.ts');
      const { objective, ...rest } = options;
      await exportCommand(file, objective === undefined ? rest : { ...rest, detector: objective });
    });
}

function addPredict(program: Command, result: { code: ExitCode }): void {
  program
    .command('predict')
    .argument('<model>', 'exported detector (.onnx), or a snapshot or its folder')
    .argument('<images...>', 'image files, and folders with images in them')
    .summary('score images with a trained detector')
    .description(
      'Score images with a trained detector: tables of scores, and heatmaps over the images. Images of any format and size are turned upright, stretched to the size that the detector takes, and made grey or coloured as it does.',
    )
    .addOption(new Option('--out <folder>', 'folder for scores and heatmaps').makeOptionMandatory())
    .addOption(new Option('--no-overlays', 'draw no heatmaps'))
    .addOption(
      new Option(
        '--batch <number>',
        'images that are scored at once (default: depends on their size)',
      ).argParser(positiveInteger),
    )
    .addOption(
      new Option('--threads <number>', 'threads to compute on (default: the number of cores)').argParser(
        positiveInteger,
      ),
    )
    .addOption(jsonOption)
    .addOption(verboseOption)
    .addHelpText(
      'after',
      examples(
        ['fcdd predict sneaker.onnx photos --out scores', ''],
        ['fcdd predict sneaker.onnx a.png b.jpg --out scores --no-overlays --json', ''],
      ),
    )
    .action(async (model: string, images: string[], options: PredictOptions) => {
      const { predictCommand } = await import('../commands/predict.ts');
      result.code = await predictCommand(model, images, options);
    });
}
