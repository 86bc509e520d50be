import { execFileSync } from 'node:child_process';

/** The system's Python, which finds the PyTorch of Debian's package python3-torch. */
export const python = '/usr/bin/python3';

/** Whether the system's Python has PyTorch. */
export function hasTorch(): boolean {
  try {
    execFileSync(python, ['-c', 'import torch'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}
