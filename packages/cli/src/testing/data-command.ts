// Runs `fcdd data fetch` and `fcdd data check` on data described in JSON, since tests cannot ask publishers.
import { checkDataCommand, fetchDataCommand } from '../commands/data.ts';
import { reportError } from '../exit.ts';

const [command, data, holdings, ...names] = process.argv.slice(2) as [string, string, string, ...string[]];
const run = command === 'fetch' ? fetchDataCommand : checkDataCommand;
process.exitCode = await run(names, { data }, JSON.parse(holdings)).catch((error: unknown) =>
  reportError(error, { json: false, verbose: false }),
);
