import { type Explanation, describeReason, explainNodes } from '@fcdd/runner';
import { askedGraph } from '@fcdd/studies';
import { formatTime } from '../format.ts';
import { stageFolders } from '../house.ts';
import type { WhyOptions } from '../options.ts';
import { surroundingsFor } from '../surroundings.ts';

/** @param names the stage, or the experiment's file and the stage */
export async function whyCommand(names: string[], options: WhyOptions): Promise<void> {
  const surroundings = await surroundingsFor(options);
  const { store } = surroundings;
  const { graph, name } = await askedGraph(names, surroundings);
  const explained = await explainNodes(graph, name, store, stageFolders);
  if (options.json)
    console.log(JSON.stringify(explained.map(({ node, ...rest }) => ({ id: node.id, ...rest }))));
  else console.log(explained.map(formatExplanation).join('\n'));
}

function formatExplanation({ node, status, fingerprint, nearest, reasons }: Explanation): string {
  if (status === 'cached') return `${node.id} is in the store (${fingerprint!.slice(0, 12)})`;
  const verb = status === 'run' ? 'runs' : 'may run';
  const compared = nearest
    ? `, compared with ${nearest.fingerprint.slice(0, 12)}${ofWhom(node.id, nearest)}`
    : '';
  return [`${node.id} ${verb}${compared}`, ...reasons.map((reason) => `  ${describeReason(reason)}`)].join(
    '\n',
  );
}

/** Names the experiment and matrix point of the nearest outputs, as far as they differ from the node's own. */
function ofWhom(id: string, { experiment, matrix, createdAt }: NonNullable<Explanation['nearest']>): string {
  const point = Object.entries(matrix).map(([axis, value]) => `${axis}=${value}`);
  const other = point.filter((word) => !id.split(' ').includes(word));
  return ` of ${[experiment, ...other].join(' ')}, ${formatTime(createdAt)}`;
}
