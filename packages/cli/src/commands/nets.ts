import { detectors, isNetFor } from '@fcdd/detectors';
import { type NetEntry, nets, parameterCount, receptiveFieldOf } from '@fcdd/nets/catalogue';
import { formatCount, formatTable } from '../format.ts';
import type { PrintOptions } from '../options.ts';

interface NetFacts {
  name: string;
  title: string;
  output: NetEntry['output'];
  /** Height, width and channels. */
  inputShape: number[];
  /** Number of parameters, with biases. */
  parameters: number;
  /** Width of the receptive field of a heatmap pixel; null if the net gives no heatmap. */
  receptiveField: number | null;
  detectors: string[];
  /** The nets of other outputs that match it. */
  counterparts: string[];
  pretrained: string | null;
  /** Layers that are not trained. */
  frozen: string[];
}

export function netsCommand({ json }: PrintOptions): void {
  const facts = Object.entries(nets).map(([name, entry]) => factsOf(name, entry));
  if (json) return console.log(JSON.stringify(facts));
  const header = [
    'NET',
    'OUTPUT',
    'INPUT',
    'PARAMETERS',
    'FIELD',
    'DETECTORS',
    'MATCHING NETS',
    'PRETRAINED',
  ];
  console.log(formatTable([header, ...facts.map(rowOf)], ['PARAMETERS', 'FIELD']));
}

function factsOf(name: string, entry: NetEntry): NetFacts {
  const { title, output, inputShape, counterparts, pretrained, frozen } = entry;
  return {
    name,
    title,
    output,
    inputShape,
    parameters: parameterCount(name, true),
    receptiveField: output === 'map' ? receptiveFieldOf(name).extent : null,
    detectors: detectors.filter((detector) => isNetFor(entry, detector)).map(({ name }) => name),
    counterparts: Object.values(counterparts ?? {}),
    pretrained: pretrained?.source ?? null,
    frozen: frozen ?? [],
  };
}

function rowOf(net: NetFacts): string[] {
  const pretrained = net.pretrained ?? '';
  return [
    net.name,
    net.output,
    net.inputShape.join('x'),
    formatCount(net.parameters),
    String(net.receptiveField ?? ''),
    net.detectors.join(', '),
    net.counterparts.join(', '),
    net.frozen.length ? `${pretrained}, partly frozen` : pretrained,
  ];
}
