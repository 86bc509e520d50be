import type { Differences, ExpectedFailures } from './compare.ts';
import { specKinds } from './spec.ts';
import type { SpecKind, SpecResult } from './spec.ts';

const descriptions: Record<SpecKind, string> = {
  numbers: 'float32, int32 and bool',
  complex64: 'complex64',
  string: 'string',
  none: 'no backend',
};

/** Reports the number of specs of each kind that passed. */
export function describeKinds(results: readonly SpecResult[]): string {
  return specKinds
    .map((kind) => {
      const specs = results.filter((result) => result.kind === kind);
      const passed = specs.filter((result) => result.passed).length;
      const share = specs.length === 0 ? '' : `  ${percent(passed / specs.length)}`;
      return `${descriptions[kind].padEnd(24)} ${passed} of ${specs.length} passed${share}`;
    })
    .join('\n');
}

/** Reports the number of specs that are expected to fail, by reason. */
export function describeReasons(expectedFailures: readonly ExpectedFailures[]): string {
  return expectedFailures
    .map(({ reason, specs }) => `${String(specs.length).padStart(5)}  ${reason}`)
    .join('\n');
}

/** Reports the changes after which the outcome and the list agree; empty if they agree. */
export function describeDifferences({ unexpected, passing, unknown }: Differences): string {
  return [
    section(
      'Failed unexpectedly (mend it, or name it and why in expected-failures.ts):',
      unexpected.map(
        ({ name, message }) => `${name}\n      ${message.split('\n').slice(0, 3).join('\n      ')}`,
      ),
    ),
    section('Expected to fail, but passed (take it out of expected-failures.ts):', passing),
    section('Expected to fail, but not in the suite, or listed twice:', unknown),
  ].join('');
}

/** Computes the share of the specs of float32, int32 and bool that passed. */
export function shareOfNumbers(results: readonly SpecResult[]): number {
  const specs = results.filter(({ kind }) => kind === 'numbers');
  return specs.filter(({ passed }) => passed).length / specs.length;
}

export function percent(share: number): string {
  return `${(100 * share).toFixed(1)} %`;
}

function section(title: string, lines: readonly string[]): string {
  return lines.length === 0 ? '' : `\n${title}\n${lines.map((line) => `  - ${line}\n`).join('')}`;
}
