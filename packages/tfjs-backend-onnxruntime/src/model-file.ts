// This entry reads and runs ONNX files without tfjs, which takes a second to load.
export { describeOnnx } from './export/describe-onnx.ts';
export type { OnnxDescription } from './export/describe-onnx.ts';
export { openOnnxModel } from './runtime/onnx-model.ts';
export type { OnnxModel } from './runtime/onnx-model.ts';
