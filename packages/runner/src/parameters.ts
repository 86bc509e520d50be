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
  const ajv = new Ajv2020({
    useDefaults: true,
    allErrors: true,
    strict: false,
    // Stages are built with schemas that are schemas: to check it again takes as long as all else.
    validateSchema: false,
    meta: false,
    // Optimized code takes longer to make than it saves.
    code: { optimize: false },
  });
  const fillers = new Map<StageManifest, StageFiller>();
  return (node, manifest) => {
    const fill = fillers.get(manifest) ?? createStageFiller(manifest, ajv.compile(manifest.parameters));
    fillers.set(manifest, fill);
    return fill(node);
  };
}

type StageFiller = (node: StageNode) => Record<string, unknown>;

/** Nodes that share their parameters share the filled ones. */
function createStageFiller({ name }: StageManifest, validate: ValidateFunction): StageFiller {
  const filled = new WeakMap<object, Record<string, unknown>>();
  return ({ id, parameters: given }) => {
    const known = filled.get(given);
    if (known) return known;
    const parameters = structuredClone(given);
    if (!validate(parameters)) {
      throw new UserError(`'${id}' has parameters that the stage '${name}' does not take.`, {
        hint: validate.errors!.map(describeSchemaError).join('\n  '),
      });
    }
    filled.set(given, parameters);
    return parameters;
  };
}

function describeSchemaError({ instancePath, message, params }: ErrorObject): string {
  const place = instancePath.slice(1).replaceAll('/', '.') || 'the parameters';
  const details = Object.values(params as Record<string, unknown>).flat();
  const known = message && details.every((detail) => message.includes(String(detail)));
  return `${place}: ${message}${known || details.length === 0 ? '' : ` (${details.join(', ')})`}`;
}
