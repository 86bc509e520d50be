import Jasmine from 'jasmine';
import type { JasmineResult } from 'jasmine';
import type { ForeignType, SpecKind, SpecResult } from './spec.ts';

/**
 * Runs the bundled suite on a backend; with `only`, only the specs whose names match it. Pending specs are left out.
 */
export async function runSuite(suite: string, backend: string, only?: string): Promise<SpecResult[]> {
  // The suite asks for its backend when Jasmine loads it.
  process.env.CONFORMANCE_BACKEND = backend;
  const runner = new Jasmine();
  runner.exitOnCompletion = false;
  runner.loadConfig({ spec_files: [suite], random: false });
  runner.clearReporters();
  const results: SpecResult[] = [];
  const suitesBackend = ` ${backend} {}`;
  const uniqueName = numberRepetitions();
  runner.addReporter({
    specDone(spec: JasmineResult) {
      const name = uniqueName(spec.fullName.replaceAll(suitesBackend, ''));
      if (spec.status !== 'passed' && spec.status !== 'failed') return;
      results.push({
        name,
        kind: kindOf(spec, spec.fullName.includes(suitesBackend)),
        passed: spec.status === 'passed',
        message: spec.failedExpectations.map(({ message }) => message).join('\n'),
      });
    },
  });
  await runner.execute(undefined, only);
  return results;
}

/** Makes names unique, because some specs share a name; their order is always the same. */
function numberRepetitions(): (name: string) => string {
  const counts = new Map<string, number>();
  return (name) => {
    const count = (counts.get(name) ?? 0) + 1;
    counts.set(name, count);
    return count === 1 ? name : `${name} (${count})`;
  };
}

function kindOf({ properties }: JasmineResult, usesBackend: boolean): SpecKind {
  if (!usesBackend) return 'none';
  const [foreign] = (properties?.foreignTypes ?? []) as ForeignType[];
  return foreign ?? 'numbers';
}
