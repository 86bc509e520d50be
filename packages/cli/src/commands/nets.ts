import { type NetEntry, nets, parameterCount, receptiveFieldOf } from '@fcdd/models/catalogue';
import { formatCount, formatTable } from '../format.ts';
import type { PrintOptions } from '../options.ts';

interface NetFacts {
  name: string;
  title: string;
  kind: NetEntry['kind'];
  /** Height, width and channels. */
  inputShape: number[];
  /** Number of parameters, with biases. */
  parameters: number;
  /** Width of the receptive field of a heatmap pixel; null if the net gives no heatmap. */
  receptiveField: number | null;
  objectives: string[];
  baselines: NetEntry['baselines'] | null;
  pretrained: string | null;
  /** Layers that are not trained. */
  frozen: string[];
}

export function netsCommand({ json }: PrintOptions): void {
  const facts = Object.entries(nets).map(([name, entry]) => factsOf(name, entry));
  if (json) return console.log(JSON.stringify(facts));
  const header = ['NET', 'KIND', 'INPUT', 'PARAMETERS', 'FIELD', 'OBJECTIVE', 'BASELINES', 'PRETRAINED'];
  console.log(formatTable([header, ...facts.map(rowOf)], ['PARAMETERS', 'FIELD']));
}

function factsOf(name: string, entry: NetEntry): NetFacts {
  const { title, kind, inputShape, objectives, baselines, pretrained, frozen } = entry;
  return {
    name,
    title,
    kind,
    inputShape,
    parameters: parameterCount(name, true),
    receptiveField: kind === 'fcdd' ? receptiveFieldOf(name).extent : null,
    objectives,
    baselines: baselines ?? null,
    pretrained: pretrained?.source ?? null,
    frozen: frozen ?? [],
  };
}

function rowOf(net: NetFacts): string[] {
  const pretrained = net.pretrained ?? '';
  return [
    net.name,
    net.kind,
    net.inputShape.join('x'),
    formatCount(net.parameters),
    String(net.receptiveField ?? ''),
    net.objectives.join(', '),
    Object.values(net.baselines ?? {}).join(', '),
    net.frozen.length ? `${pretrained}, partly frozen` : pretrained,
  ];
}
