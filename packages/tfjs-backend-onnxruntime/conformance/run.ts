// Runs tfjs-core's own specs on the backend and compares the outcome with the list of expected failures.
//   --backend cpu   control: the same specs on tfjs's own backend, where all should pass
//   --only REGEXP   just the specs whose names match; nothing is compared with the list
import { parseArgs } from 'node:util';
import { bundleSuite } from './bundle.ts';
import { compare } from './compare.ts';
import type { ExpectedFailures } from './compare.ts';
import { expectedFailures } from './expected-failures.ts';
import { describeDifferences, describeKinds, describeReasons, percent, shareOfNumbers } from './report.ts';
import { runSuite } from './run-suite.ts';

/** Minimum share of the specs of float32, int32 and bool that pass. */
const REQUIRED_SHARE = 0.95;

const { values: options } = parseArgs({
  options: {
    backend: { type: 'string', default: 'onnxruntime' },
    only: { type: 'string' },
  },
});
const isWhole = options.backend === 'onnxruntime' && options.only === undefined;
const expected: readonly ExpectedFailures[] = isWhole ? expectedFailures : [];

const results = await runSuite(await bundleSuite(), options.backend, options.only);
const differences = describeDifferences(compare(results, expected));
const share = shareOfNumbers(results);
const isBelowGoal = isWhole && share < REQUIRED_SHARE;

console.log(`\ntfjs-core's specs on the backend '${options.backend}':\n${describeKinds(results)}`);
if (isWhole) console.log(`\nExpected to fail:\n${describeReasons(expected)}`);
if (isBelowGoal) console.log(`\nOnly ${percent(share)} pass of ${percent(REQUIRED_SHARE)} that must.`);
if (differences !== '') console.log(differences);
process.exit(differences !== '' || isBelowGoal ? 1 : 0);
