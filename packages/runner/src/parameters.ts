import type { ErrorObject, ValidateFunction } from 'ajv';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { UserError } from '@fcdd/errors';
import type { StageManifest, StageNode } from '@fcdd/stage';

export type ParameterFiller = (node: StageNode, manifest: StageManifest) => Record<string, unknown>;

/**
 * Returns a function that adds the defaults of a stage's schema to the parameters of a node.
 * The function throws a UserError if they do not fit the schema.
 */
export function createParameterFiller(): ParameterFiller {
  const ajv = new Ajv2020({ useDefaults: true, allErrors: true, strict: false });
  const validators = new Map<StageManifest, ValidateFunction>();
  return (node, manifest) => {
    const validate = validators.get(manifest) ?? ajv.compile(manifest.parameters);
    validators.set(manifest, validate);
    const parameters = structuredClone(node.parameters);
    if (!validate(parameters)) {
      throw new UserError(`'${node.id}' has parameters that the stage '${manifest.name}' does not take.`, {
        hint: validate.errors!.map(describe).join('\n  '),
      });
    }
    return parameters;
  };
}

function describe({ instancePath, message, params }: ErrorObject): string {
  const place = instancePath.slice(1).replaceAll('/', '.') || 'the parameters';
  const details = Object.values(params as Record<string, unknown>).flat();
  const known = message && details.every((detail) => message.includes(String(detail)));
  return `${place}: ${message}${known || details.length === 0 ? '' : ` (${details.join(', ')})`}`;
}
