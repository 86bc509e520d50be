import Handlebars from 'handlebars';

/**
 * Compiles a Handlebars template. Values are escaped, unless the template writes them in three braces. A misspelled
 * name is an error, not an empty string.
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
