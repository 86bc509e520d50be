/** Options with which the library reads YAML, the same for values and for the text that is edited. */
export const yamlOptions = {
  version: '1.2',
  schema: 'core',
  prettyErrors: false,
  stringKeys: true,
  resolveKnownTags: false,
  // The placer checks keys in linear time.
  uniqueKeys: false,
} as const;
