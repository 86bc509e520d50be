import type { Renderer } from './renderer.ts';
import { formatFailure, reportOf } from './summary.ts';

/** Prints only the path of the report. */
export function createReportRenderer(): Renderer {
  return {
    show: (event) => {
      if (event.type === 'stage-failed') console.error(formatFailure(event, false));
      if (event.type === 'run-finished') console.log(reportOf(event) ?? event.resultsFolder);
    },
    interrupted: () => {},
    end: async () => {},
  };
}
