import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { resolve } from 'node:path';

const program = resolve(import.meta.dirname, '../../dist/fcdd.js');

/** Keys that the user presses once this text is on the screen. */
export type Step = [shown: string, keys: string];

export const keys = { enter: '\r', down: '\x1b[B', space: ' ', interrupt: '\x03' };

/**
 * Runs the built program in a pseudo-terminal, made by `script` of util-linux, as a user who answers prompts.
 * @returns the exit code and everything that was shown, without control sequences
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
    // A prompt reads keys only a moment after it is shown.
    setTimeout(() => child.stdin.write(next[1]), 100);
  });
  const [code] = (await once(child, 'exit')) as [number];
  child.stdin.destroy();
  return { code, screen: plain(screen), unanswered: waiting.map(([shown]) => shown) };
}

function plain(text: string): string {
  return text.replace(/\x1b\[[0-9;?]*[A-Za-z]/g, '').replaceAll('\r', '');
}
