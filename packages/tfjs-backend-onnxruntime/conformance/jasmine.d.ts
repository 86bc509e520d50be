// The little of Jasmine that is used here: its runner comes without types.

declare module 'jasmine' {
  /** What a reporter is told about a spec. */
  export interface JasmineResult {
    readonly fullName: string;
    readonly status: 'passed' | 'failed' | 'pending' | 'excluded';
    readonly failedExpectations: readonly { message: string }[];
    /** What the spec itself set. */
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
