import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

/** Where Debian's python3-onnx is installed, whatever other Python there may be. */
const python = '/usr/bin/python3';

const run = (code: string, ...parameters: string[]) =>
  promisify(execFile)(python, ['-c', code, ...parameters]);

/** Whether there is onnx's own checker. */
export const hasOnnxChecker = await run('import onnx').then(
  () => true,
  () => false,
);

/** @throws Error with what onnx's own checker finds wrong with a model file */
export async function checkOnnxFile(file: string): Promise<void> {
  await run('import onnx, sys; onnx.checker.check_model(onnx.load(sys.argv[1]), full_check=True)', file);
}
