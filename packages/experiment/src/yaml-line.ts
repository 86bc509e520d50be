import { stringify } from 'yaml';

/** Writes a value as one line of YAML, such as `{ seeds: [1, 2] }`. */
export function yamlLine(value: unknown): string {
  const isMapping = typeof value === 'object' && !Array.isArray(value);
  const flow = { collectionStyle: 'flow', flowCollectionPadding: isMapping, lineWidth: 0 } as const;
  return stringify(value, flow).trimEnd();
}
