// Runs a graph in a process of its own: node --import tsx run-graph.ts '<options>' '<graph>'. Prints its events.
import { openStore } from '@fcdd/artifacts';
import { createLocalExecutor, runGraph } from '../index.ts';

const { store, stageHost, ...options } = JSON.parse(process.argv[2]!);
await runGraph(JSON.parse(process.argv[3]!), {
  ...options,
  executor: createLocalExecutor(stageHost),
  store: await openStore(store.folder),
  onEvent: (event) => console.log(JSON.stringify(event)),
});
