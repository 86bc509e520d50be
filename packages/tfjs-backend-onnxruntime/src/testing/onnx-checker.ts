import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

/** The Python for which Debian's python3-onnx is installed, whatever others there may be. */
const python = '/usr/bin/python3';

const run = (code: string, ...parameters: string[]) =>
  promisify(execFile)(python, ['-c', code, ...parameters]);

/** Whether onnx's own checker is installed. */
export const hasOnnxChecker = await run('import onnx').then(
  () => true,
  () => false,
);

/** @throws Error with the findings of onnx's own checker about a model file */
export async function checkOnnxFile(file: string): Promise<void> {
  await run('import onnx, sys; onnx.checker.check_model(onnx.load(sys.argv[1]), full_check=True)', file);
}
