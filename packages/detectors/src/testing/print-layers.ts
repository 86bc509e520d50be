// Prints the layers of a net for exact-nets.py: node --import tsx print-layers.ts NET [IMAGES] [no-bias].
import { nodesOf } from '@fcdd/nets/graph';
import { netNamed } from '@fcdd/nets/catalogue';

const [net, count = '4', bias] = process.argv.slice(2) as [string, ...string[]];
const { graph, inputShape, output } = netNamed(net);
const objective = { map: 'fcdd', vector: 'hsc', image: 'ae', features: null }[output];
const layers = nodesOf(graph).flatMap(({ operation }) => operation ?? []);
console.log(JSON.stringify({ net, objective, count: Number(count), bias: !bias, inputShape, layers }));
