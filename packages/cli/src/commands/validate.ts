import { loadGraph } from '../load-graph.ts';
import type { ExperimentOptions } from '../options.ts';

export async function validateCommand(files: string[], { set }: ExperimentOptions): Promise<void> {
  for (const file of files) {
    const { graph } = await loadGraph(file, set);
    console.log(`${file}: ${graph.experiment} is valid, ${graph.nodes.length} stages`);
  }
}
