import { parseXml, XmlElement } from '@rgrove/parse-xml';
import { DataError, printable } from '@fcdd/errors';

/**
 * Reads the names of the objects in an annotation of Pascal VOC: annotation > object > name. Entities that the document
 * defines itself are not expanded.
 * @param file name of the file for error messages
 * @throws DataError where it is not such a document
 */
export function readObjectNames(xml: string, file: string): string[] {
  const root = parse(xml, file);
  if (root?.name !== 'annotation') throw unsound(file, `it is not an annotation of an image`);
  return childrenNamed(root, 'object').map((object) => {
    const [name] = childrenNamed(object, 'name');
    if (!name) throw unsound(file, 'it has an object without a name');
    return name.text.trim();
  });
}

function parse(xml: string, file: string): XmlElement | null {
  try {
    return parseXml(xml).root;
  } catch (cause) {
    throw unsound(file, 'it is not an XML document', cause);
  }
}

/** Not those deeper down: parts of an object have names too. */
function childrenNamed(element: XmlElement, name: string): XmlElement[] {
  return element.children.filter(
    (child): child is XmlElement => child instanceof XmlElement && child.name === name,
  );
}

function unsound(file: string, reason: string, cause?: unknown): DataError {
  return new DataError(`${printable(file)} is unsound: ${reason}.`, { cause, hint: 'Get it again.' });
}
