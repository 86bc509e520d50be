import type { JobEnd } from '@fcdd/stage';
import { describe, expect, it } from 'vitest';
import { type Remains, verdictOn } from './verdict.ts';

const remains: Remains = {
  id: '12_3',
  state: 'FAILED',
  exitCode: 1,
  signal: 0,
  words: '',
  end: undefined,
  asked: { declaredMemory: 1500.2, time: '12h' },
  stage: 'train',
};

const end: JobEnd = {
  submission: 'fcdd-train-1/3',
  startedAt: '',
  duration: 1,
  threads: 1,
  stopped: false,
  timedOut: false,
  outputs: [],
  end: { type: 'failed', message: 'The loss became NaN.', explained: true },
};

describe('the verdict on a job', () => {
  it.each<[string, Partial<Remains>, string]>([
    ['whose stage failed', { end }, 'The loss became NaN.'],
    [
      'that ran out of time, though its stage could still end in order',
      { state: 'TIMEOUT', end: { ...end, stopped: true } },
      "Slurm stopped job 12_3: its time of 12h was over (TIMEOUT).\n  Raise 'time' of 'train' in the profile; its saved state is kept.",
    ],
    [
      'that ran out of memory',
      { state: 'OUT_OF_MEMORY', asked: { declaredMemory: 1, memory: '4G' } },
      "Job 12_3 needed more than its memory of 4G.\n  Raise 'memory' of 'train' in the profile.",
    ],
    [
      'that was killed, where Slurm does not say why',
      { exitCode: 0, signal: 9 },
      "Job 12_3 was killed (SIGKILL), most likely because it needed more than its memory of 1501M.\n  Raise 'memory' of 'train' in the profile.",
    ],
    [
      'of whose memory only the words of Slurm tell',
      { words: 'slurmstepd: error: Detected 1 oom_kill event in StepId=12.batch.' },
      "Job 12_3 was killed (SIGKILL), most likely because it needed more than its memory of 1501M.\n  Raise 'memory' of 'train' in the profile.",
    ],
    ['that crashed', { exitCode: 0, signal: 11 }, 'The process of job 12_3 crashed (signal 11).'],
    [
      'that did not see the store',
      { exitCode: 201, words: 'fcdd: node7 does not see the folder /home/a' },
      'Job 12_3 could not read or write the store: fcdd: node7 does not see the folder /home/a\n  The store must lie on a file system that all machines of the cluster share: choose one with --store.',
    ],
    [
      'that Slurm has forgotten',
      { state: undefined },
      'Slurm does not know job 12_3 any more, and it left no result.\n  The same command runs it again.',
    ],
    [
      'that ended too early',
      { state: 'COMPLETED', exitCode: 0 },
      'Job 12_3 ended before the stage was done.',
    ],
  ])('%s says what happened and what to do', (_, more, message) => {
    expect(verdictOn({ ...remains, ...more }).message).toBe(message);
  });
});
