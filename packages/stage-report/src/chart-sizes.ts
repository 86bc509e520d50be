import type { LineChart } from '@fcdd/charts';

export type ChartSize = Required<Pick<LineChart, 'width' | 'plotHeight'>>;

/** Size of the chart beside the table of AUCs. */
export const experimentChartSize: ChartSize = { width: 420, plotHeight: 340 };

/** Size of which three fit in a row on a desktop screen, and one on a phone, with text of the same size. */
export const classChartSize: ChartSize = { width: 360, plotHeight: 230 };
