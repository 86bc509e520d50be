/** JSON Schemas of parameters by name, each with a title, a description and a default. */
export type ParameterSchemas = Readonly<Record<string, ParameterSchema>>;

export interface ParameterSchema {
  readonly title: string;
  readonly description: string;
  readonly default?: unknown;
  /** Any other keyword of JSON Schema. */
  readonly [keyword: string]: unknown;
}

/** The defaults of the parameters that have one. */
export function defaultsOf(schemas: ParameterSchemas): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(schemas).flatMap(([name, schema]) =>
      'default' in schema ? [[name, schema.default]] : [],
    ),
  );
}
