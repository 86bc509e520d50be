// What bundles and tests import as text.

declare module '*.hbs' {
  const text: string;
  export default text;
}

declare module '*.css' {
  const text: string;
  export default text;
}

/** A script for the browser, bundled. */
declare module '*?browser' {
  const script: string;
  export default script;
}
