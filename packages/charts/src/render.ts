import { BarChart, CustomChart, LineChart, ParallelChart } from 'echarts/charts';
import {
  GridComponent,
  LegendComponent,
  MarkLineComponent,
  ParallelComponent,
  TitleComponent,
} from 'echarts/components';
import { type EChartsCoreOption, init, use } from 'echarts/core';
import { SVGRenderer } from 'echarts/renderers';
import { escapeText, shorten } from './text.ts';
import { chartColours, colour, fontFamily } from './theme.ts';

use([
  BarChart,
  CustomChart,
  LineChart,
  ParallelChart,
  GridComponent,
  LegendComponent,
  MarkLineComponent,
  ParallelComponent,
  TitleComponent,
  SVGRenderer,
]);

/** The parts of every chart. */
export interface Picture {
  title: string;
  /** Content of the picture, for readers who cannot see it. */
  description: string;
  width: number;
  height: number;
  option: EChartsCoreOption;
  /** Text of a mark under the pointer; undefined for none. */
  tooltip?: (series: number, item: number) => string | undefined;
  /** Text of a line that is drawn in the colour `lineColour(index)`. */
  lineTooltip?: (index: number) => string | undefined;
}

/** Height that is reserved for the title, at the top. */
export const titleHeight = 40;

/**
 * Draws an ECharts chart as one SVG picture without size, scripts, ids or animation. The same chart always gives the
 * same text, and a page may contain many.
 */
export function render({ title, description, width, height, option, tooltip, lineTooltip }: Picture): string {
  const chart = init(null, null, { renderer: 'svg', ssr: true, width, height });
  const { title: otherTitles = [], ...rest } = option;
  chart.setOption({
    animation: false,
    textStyle: { fontFamily: 'inherit', color: colour('text') },
    ...rest,
    title: [titleOption(title, width), ...(otherTitles as object[])],
  });
  const drawn = chart.renderToSVGString();
  chart.dispose();
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" class="chart" role="img" viewBox="0 0 ${width} ${height}" aria-label="${escapeText(title)}">`,
    `<title>${escapeText(title)}</title>`,
    `<desc>${escapeText(description)}</desc>`,
    `<style>${standaloneStyle}</style>`,
    `<rect class="background" width="${width}" height="${height}" fill="none"/>`,
    withTooltips(withoutInteraction(contentOf(drawn)), tooltip, lineTooltip),
    '</svg>\n',
  ].join('\n');
}

/** Makes a colour by which a line can be found in the picture, since ECharts does not mark its lines. */
export function lineColour(index: number, shown: string): string {
  return `var(--line-${index}, ${shown})`;
}

/** Makes a text that replaces the plot, as another title of ECharts. */
export function noValues(middle: number): object {
  const textStyle = { fontSize: 13, fontWeight: 400, color: colour('quiet') };
  return { text: 'No values', left: 'center', top: middle - 8, textStyle };
}

/** Style for a picture that is a document of its own. Within a page, the page's style applies. */
const standaloneStyle = [
  `svg:root{font-family:${fontFamily};color-scheme:light dark;${chartColours}}`,
  `svg:root>.background{fill:${colour('paper')}}`,
].join('');

function titleOption(text: string, width: number): object {
  return {
    text: shorten(text, width - 24, 8.6),
    left: 'center',
    top: 10,
    textStyle: { fontSize: 15, fontWeight: 600, color: colour('text') },
  };
}

/** Returns the content of the picture's root element, without the background rectangle. */
function contentOf(svg: string): string {
  return svg.slice(svg.indexOf('</rect>') + '</rect>'.length, svg.lastIndexOf('</svg>')).trim();
}

/** Removes what ECharts adds for its script in the browser, which our pictures do not use. */
function withoutInteraction(svg: string): string {
  return (
    svg
      .replace(/<(style|defs) ?>.*?<\/\1>/gs, '')
      // Nothing is drawn outside a plot, so clipping is not needed. Its ids would depend on the charts drawn before.
      .replace(/ clip-path="[^"]*"/g, '')
      .replace(/ (?:class="zr[^"]*"|pointer-events="visible")/g, '')
      .replace(/><\/(?:path|rect|circle|polyline|polygon)>/g, '/>')
      .trim()
  );
}

function withTooltips(
  svg: string,
  tooltip: Picture['tooltip'] = () => undefined,
  lineTooltip: Picture['lineTooltip'] = () => undefined,
): string {
  return svg
    .replace(
      /<(\w+)([^>]*?) ecmeta_series_index="(\d+)" ecmeta_data_index="(\d+)"(?: ecmeta_ssr_type="(\w+)")?(?: ecmeta_silent="true")?([^>]*?)\/>/g,
      (_, tag, before, series, item, type, after) =>
        withTitle(tag, before + after, type === 'legend' ? undefined : tooltip(Number(series), Number(item))),
    )
    .replace(/ ecmeta_\w+="[^"]*"/g, '')
    .replace(/<(\w+)([^>]* stroke="var\(--line-(\d+), (?:[^"]*)\)"[^>]*?)\/>/g, (_, tag, attributes, index) =>
      withTitle(tag, attributes, lineTooltip(Number(index))),
    )
    .replace(/="var\(--line-\d+, ([^"]*)\)"/g, '="$1"');
}

function withTitle(tag: string, attributes: string, title: string | undefined): string {
  return title === undefined
    ? `<${tag}${attributes}/>`
    : `<${tag}${attributes}><title>${escapeText(title)}</title></${tag}>`;
}
