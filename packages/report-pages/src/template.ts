import Handlebars from 'handlebars';

/**
 * Compiles a Handlebars template. Values are escaped, unless the template has them in three braces. A name that the
 * template misspells is an error and not an empty place.
 * @param partials templates that it uses by name
 */
export function compileTemplate<View>(
  text: string,
  partials: Record<string, string> = {},
): (view: View) => string {
  const handlebars = Handlebars.create();
  handlebars.registerPartial(partials);
  const template = handlebars.compile<View>(text, { strict: true });
  return (view) => template(view);
}
