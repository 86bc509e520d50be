import { setTimeout as sleep } from 'node:timers/promises';
import type { TestStage, TestStageContext } from '../test-stage.ts';

type Misbehaviour =
  'fail' | 'explain' | 'exit' | 'crash' | 'kill' | 'lack disk' | 'hang' | 'hoard' | 'hoard for ever';

/** Does what its parameter `how` says, after it has told the test's rig that it begins to. */
export const run: TestStage = (context) => misbehave(context.parameters.how ?? 'fail', context);

export async function misbehave(how: Misbehaviour, { hold }: TestStageContext): Promise<void> {
  switch (how) {
    case 'fail':
      console.log('about to fail');
      throw new Error('The loss became NaN.');
    case 'explain':
      console.log('noise');
      throw Object.assign(new Error('It diverged.'), {
        hint: 'Train slower.',
        [Symbol.for('fcdd.UserError')]: true,
      });
    case 'exit':
      return process.exit(7);
    case 'crash':
      return endBy('SIGSEGV');
    case 'kill':
      return endBy('SIGKILL');
    case 'lack disk':
      throw Object.assign(new Error('write'), { code: 'ENOSPC' });
    case 'hang':
      return hold('hangs');
    case 'hoard':
      hoarded.push(Buffer.alloc(2e8, 1));
      break;
    case 'hoard for ever':
      // The cluster looks at memory now and then.
      for (; ; await sleep(50)) hoarded.push(Buffer.alloc(20e6, 1));
  }
}

const hoarded: Buffer[] = [];

function endBy(signal: NodeJS.Signals): Promise<void> {
  process.kill(process.pid, signal);
  return new Promise(() => setInterval(() => {}, 1e6));
}
