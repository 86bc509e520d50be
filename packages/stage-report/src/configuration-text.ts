import { Document, isScalar, visit } from 'yaml';

/** Writes the experiment as YAML; a list of plain values takes one line. */
export function configurationText(experiment: Record<string, unknown>): string {
  const document = new Document(experiment, { aliasDuplicateObjects: false });
  visit(document, {
    Seq: (_, list) => {
      list.flow = list.items.every(isScalar);
    },
  });
  return document.toString({ flowCollectionPadding: false });
}
