import type { Line } from './line-chart.ts';

/** Okabe and Ito's colours, which every colour vision tells apart, darkened to a contrast of 3 to 1 with white. */
const colours = ['#005b96', '#b53a00', '#008a61', '#c9649f', '#b08b00', '#4a9ad4'];
/** On black the originals stand out, but for the blues. */
const darkColours = ['#3f97d8', '#d55e00', '#009e73', '#cc79a7', '#e69f00', '#a8dcf8'];
const dashes = ['none', '7 4', '2 4'];

/** The class of each line: where the colours are used up they come again dashed, then dotted. */
export function lineStyles(lines: readonly Line[]): string[] {
  const isQuiet = lines.some(({ emphasis }) => emphasis);
  let plain = 0;
  return lines.map(({ emphasis, reference }) => {
    if (emphasis) return 'emphasis';
    if (reference) return 'reference';
    const colour = `colour-${plain % colours.length}`;
    const dash = `dash-${Math.floor(plain++ / colours.length) % dashes.length}`;
    return [colour, dash, isQuiet ? 'quiet' : ''].filter(Boolean).join(' ');
  });
}

/** Every rule is below .line-chart, so that pictures in a page do not reach beyond themselves. */
export const styleSheet = [
  '.line-chart{font:13px system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue",Arial,sans-serif;color:#1f2328}',
  '.line-chart text{fill:currentColor}',
  '.line-chart .background{fill:#fff}',
  '.line-chart .title{font-size:15px;font-weight:600;text-anchor:middle}',
  '.line-chart .label,.line-chart .tick.x,.line-chart .empty{text-anchor:middle}',
  '.line-chart .tick{font-size:12px;font-variant-numeric:tabular-nums;opacity:.75}',
  '.line-chart .tick.y{text-anchor:end}',
  '.line-chart .empty{opacity:.6}',
  '.line-chart .grid{stroke:currentColor;opacity:.13}',
  '.line-chart .axis{fill:none;stroke:currentColor;opacity:.5}',
  '.line-chart .line{fill:none;stroke:currentColor;stroke-width:1.8;stroke-linejoin:round;stroke-linecap:round}',
  '.line-chart .dot{fill:currentColor}',
  '.line-chart .quiet .line{stroke-width:1.3}',
  '.line-chart .emphasis .line{stroke-width:2.6}',
  '.line-chart .reference .line{stroke-width:1;stroke-dasharray:4 4;opacity:.6}',
  ...colourRules(colours),
  ...dashes.map((dash, index) => `.line-chart .dash-${index} .line{stroke-dasharray:${dash}}`),
  '.line-chart .legend{fill:#1f2328}',
  '@media screen and (prefers-color-scheme:dark){',
  '.line-chart{color:#e6e8eb}.line-chart .background{fill:#16191d}.line-chart .legend{fill:#e6e8eb}',
  ...colourRules(darkColours),
  '}',
].join('');

function colourRules(colours: string[]): string[] {
  return colours.map((colour, index) => `.line-chart .colour-${index}{color:${colour}}`);
}
