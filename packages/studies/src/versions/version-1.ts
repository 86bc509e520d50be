import {
  type EarlierVersion,
  type Edit,
  type Path,
  type Place,
  type PlacedMap,
  entryAt,
  plain,
  sweptIn,
} from '@fcdd/experiment';

/**
 * Version 1 of experiment files, which had a net and an objective in place of a detector, and one gradient for all
 * heatmaps.
 */
export const version1: EarlierVersion = {
  version: 1,
  moves: {
    model: 'detector',
    'training.objective': 'detector.name',
    'training.gaussStd': 'detector.lossGaussStd',
  },
  dependent: { 'heatmaps.gradient': 'detector.gradient' },
  hints: {
    'heatmaps.gradient':
      'Only hsc has it: write detector.gradient, or the gradient of the baseline, such as { name: hsc, gradient: xgrad }.',
  },
  finish: (experiment, isOfIt) => [
    ...withoutIdleStd(experiment, isOfIt),
    ...gradientOfHsc(experiment, isOfIt),
    ...sweptGradient(experiment, isOfIt),
  ],
};

/** Removes a standard deviation that is derived anyway, from detectors that do not have one. */
function withoutIdleStd(experiment: PlacedMap, isOfIt: (place: Place) => boolean): Edit[] {
  const path = ['detector', 'lossGaussStd'];
  const found = entryAt(experiment, path);
  const isIdle = found && isOfIt(found.keyPlace) && plain(found.value) === null;
  return isIdle && detectorOf(experiment) !== 'fcdd' ? [{ type: 'remove', path }] : [];
}

/** Gives the gradient to the detector or the baselines that have one. */
function gradientOfHsc(experiment: PlacedMap, isOfIt: (place: Place) => boolean): Edit[] {
  const from = ['heatmaps', 'gradient'];
  const found = entryAt(experiment, from);
  if (!found || !isOfIt(found.keyPlace)) return [];
  if (detectorOf(experiment) === 'hsc') return [{ type: 'move', from, to: ['detector', 'gradient'] }];
  const baselines = baselinesOfHsc(experiment);
  if (!baselines.length) return plain(found.value) === 'grad' ? [{ type: 'remove', path: from }] : [];
  // A baseline of a later version says itself what its gradient is. If that differs, the user has to choose.
  const own = baselines.flatMap(({ gradient }) => (gradient === undefined ? [] : [gradient]));
  if (own.some((gradient) => gradient !== plain(found.value))) return [];
  const edits = baselines.flatMap((baseline) => givingGradient(baseline, from));
  const last = edits.at(-1);
  // The last copy takes the comments along.
  return last?.type === 'copy'
    ? [...edits.slice(0, -1), { ...last, type: 'move' }]
    : [...edits, { type: 'remove', path: from }];
}

function givingGradient({ path, isName, gradient }: BaselineOfHsc, from: Path): Edit[] {
  if (gradient !== undefined) return [];
  const copy: Edit = { type: 'copy', from, to: [...path, 'gradient'] };
  return isName ? [{ type: 'replace', path, value: { name: 'hsc' } }, copy] : [copy];
}

/** Renames the swept gradient of the experiment's detector. That of a baseline has no path. */
function sweptGradient(experiment: PlacedMap, isOfIt: (place: Place) => boolean): Edit[] {
  const swept = sweptIn(experiment);
  const isDetectorSwept = swept.some(({ path }) => path === 'detector.name');
  const gradients = swept.filter(({ path }) => path === 'heatmaps.gradient');
  return gradients.flatMap(({ at }): Edit[] => {
    if (!isOfIt(entryAt(experiment, at)!.keyPlace)) return [];
    if (detectorOf(experiment) === 'hsc' && !isDetectorSwept)
      return [{ type: 'move', from: at, to: [...at.slice(0, -1), 'detector.gradient'] }];
    const message =
      'A sweep of the gradient of a baseline cannot be rewritten: the gradient has no path there.';
    const hint =
      'Sweep baselines instead: baselines: [[{ name: hsc, gradient: grad }], [{ name: hsc, gradient: xgrad }]].';
    return [{ type: 'refuse', path: at, message, hint }];
  });
}

function detectorOf(experiment: PlacedMap): unknown {
  const name = entryAt(experiment, ['detector', 'name']);
  return name ? plain(name.value) : 'fcdd';
}

interface BaselineOfHsc {
  path: Path;
  /** Whether only its name is given. */
  isName: boolean;
  gradient?: unknown;
}

function baselinesOfHsc(experiment: PlacedMap): BaselineOfHsc[] {
  const baselines = entryAt(experiment, ['baselines'])?.value;
  const items = baselines?.kind === 'list' ? baselines.items.map(plain) : [];
  return items.flatMap((item, index): BaselineOfHsc[] => {
    const path = ['baselines', index];
    if (item === 'hsc') return [{ path, isName: true }];
    const { name, gradient } = (item ?? {}) as { name?: unknown; gradient?: unknown };
    return name === 'hsc' ? [{ path, isName: false, gradient }] : [];
  });
}
