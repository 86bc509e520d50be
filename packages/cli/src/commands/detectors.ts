import {
  type DetectorDefinition,
  type ParameterSchemas,
  defaultsOf,
  detectors,
  netsFitting,
} from '@fcdd/detectors';
import type { PrintOptions } from '../options.ts';

/** Prints every detector with what it learns from, its parameters with their defaults, and its nets. */
export function detectorsCommand({ json }: PrintOptions): void {
  if (json) return console.log(JSON.stringify(detectors.map(factsOf)));
  console.log(detectors.map(paragraphOf).join('\n\n'));
}

function factsOf(detector: DetectorDefinition) {
  const { name, title, source, learnsFrom, parameters } = detector;
  return {
    ...{ name, title, source, learnsFrom },
    parameters: { ...defaultsOf(parameters.fitting), ...defaultsOf(parameters.explaining) },
    nets: netsFitting(detector),
  };
}

const lessons: Record<DetectorDefinition['learnsFrom'], string> = {
  nominal: 'nominal images',
  anomalies: 'nominal and anomalous images',
  maps: 'nominal and anomalous images, and ground-truth maps',
};

function paragraphOf(detector: DetectorDefinition): string {
  const { name, title, source, learnsFrom, parameters } = detector;
  return [
    `${name}: ${title}`,
    `  Source: ${source}`,
    `  Learns from: ${lessons[learnsFrom]}`,
    `  Parameters: ${parametersOf({ ...parameters.fitting, ...parameters.explaining })}`,
    `  Nets: ${netsFitting(detector).join(', ')}`,
  ].join('\n');
}

/** Names with their defaults, such as `bias: true`. */
function parametersOf(schemas: ParameterSchemas): string {
  const defaults = defaultsOf(schemas);
  return Object.keys(schemas)
    .map((name) => (name in defaults ? `${name}: ${JSON.stringify(defaults[name])}` : name))
    .join(', ');
}
