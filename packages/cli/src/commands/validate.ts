import { loadGraph } from '../load-graph.ts';
import { type ExperimentOptions, overridesOf } from '../options.ts';

export async function validateCommand(files: string[], options: ExperimentOptions): Promise<void> {
  for (const file of files) {
    const { graph } = await loadGraph(file, overridesOf(options));
    console.log(`${file}: ${graph.experiment} is valid, ${graph.nodes.length} stages`);
  }
}
