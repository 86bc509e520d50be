/** Lists the visible texts of a picture in order. */
export function textsOf(svg: string): string[] {
  return [...svg.matchAll(/<text[^>]*>([^<]*)<\/text>/g)].map(([, text]) => text!);
}

/** Lists the texts of marks under the pointer. */
export function tooltipsOf(svg: string): string[] {
  return [...svg.matchAll(/<(?:path|rect|circle|polyline|polygon)[^>]*><title>([^<]*)<\/title>/g)].map(
    ([, title]) => title!,
  );
}

/** Lists the paths in a colour, such as 1. */
export function pathsIn(svg: string, colour: string | number): string[] {
  const pattern = new RegExp(`<path d="([^"]*)" fill="none" stroke="var\\(--chart-${colour}, [^"]*"`, 'g');
  return [...svg.matchAll(pattern)].map(([, path]) => path!);
}
