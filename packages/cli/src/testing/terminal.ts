import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { resolve } from 'node:path';

const program = resolve(import.meta.dirname, '../../dist/fcdd.js');

/** What the user does when this is on the screen. */
export type Step = [shown: string, keys: string];

export const keys = { enter: '\r', down: '\x1b[B', space: ' ', interrupt: '\x03' };

/**
 * Runs the built program in a pseudo-terminal, which `script` of util-linux makes, as a user who answers what is shown.
 * @returns the exit code and all that was shown, without what moves and colours
 */
export async function runInTerminal(folder: string, args: string[], steps: Step[]) {
  const command = [process.execPath, program, ...args].map((word) => `'${word}'`).join(' ');
  const child = spawn('script', ['-qec', command, '/dev/null'], {
    cwd: folder,
    env: { ...process.env, TERM: 'xterm', COLUMNS: '200', CI: '' },
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const waiting = [...steps];
  let unread = '';
  let screen = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    screen += text;
    unread += text;
    const [next] = waiting;
    if (!next || !plain(unread).includes(next[0])) return;
    waiting.shift();
    unread = '';
    // A prompt listens a moment after it is shown.
    setTimeout(() => child.stdin.write(next[1]), 100);
  });
  const [code] = (await once(child, 'exit')) as [number];
  child.stdin.destroy();
  return { code, screen: plain(screen), unanswered: waiting.map(([shown]) => shown) };
}

function plain(text: string): string {
  return text.replace(/\x1b\[[0-9;?]*[A-Za-z]/g, '').replaceAll('\r', '');
}
