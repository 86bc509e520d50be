import type { LineChart } from '@fcdd/charts';

export type ChartSize = Required<Pick<LineChart, 'width' | 'plotHeight'>>;

/** Beside the table of AUCs. */
export const experimentChartSize: ChartSize = { width: 420, plotHeight: 340 };

/** Three in a row on a desk, and as wide as a phone: text keeps its size on both. */
export const classChartSize: ChartSize = { width: 360, plotHeight: 230 };
