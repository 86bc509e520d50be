// The parts of Jasmine that are used here, since its runner has no types.

declare module 'jasmine' {
  /** Information about a spec for a reporter. */
  export interface JasmineResult {
    readonly fullName: string;
    readonly status: 'passed' | 'failed' | 'pending' | 'excluded';
    readonly failedExpectations: readonly { message: string }[];
    /** Properties that the spec itself set. */
    readonly properties: Record<string, unknown> | null;
  }

  export default class Jasmine {
    exitOnCompletion: boolean;
    loadConfig(config: { spec_files: string[]; random: boolean }): void;
    clearReporters(): void;
    addReporter(reporter: { specDone(result: JasmineResult): void }): void;
    execute(files?: string[], nameFilter?: string): Promise<unknown>;
  }
}

declare const jasmine: { getEnv(): { setSpecProperty(key: string, value: unknown): void } };
declare function beforeEach(action: () => void): void;
declare function afterEach(action: () => void): void;
