// Files that bundles and tests import as text.

declare module '*.hbs' {
  const text: string;
  export default text;
}

declare module '*.css' {
  const text: string;
  export default text;
}

/** A bundled script for the browser. */
declare module '*?browser' {
  const script: string;
  export default script;
}
