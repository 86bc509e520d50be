import { loadGraph } from '../load-graph.ts';
import { type ValidateOptions, overridesOf } from '../options.ts';

export async function validateCommand(files: string[], options: ValidateOptions): Promise<void> {
  for (const file of files) {
    const { graph } = await loadGraph(file, overridesOf(options), options.data);
    console.log(`${file}: ${graph.experiment} is valid, ${graph.nodes.length} stages`);
  }
}
