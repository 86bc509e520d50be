import { Document, isScalar, visit } from 'yaml';

/** The experiment as YAML, lists of plain values in one line each. */
export function configurationText(experiment: Record<string, unknown>): string {
  const document = new Document(experiment, { aliasDuplicateObjects: false });
  visit(document, {
    Seq: (_, list) => {
      list.flow = list.items.every(isScalar);
    },
  });
  return document.toString({ flowCollectionPadding: false });
}
