export { OnnxRuntimeBackend } from './backend.ts';
export type { BackendOptions } from './backend.ts';
export { exportOnnx } from './export/export-onnx.ts';
export type { ExportOptions } from './export/export-onnx.ts';
export type { TensorFunction } from './export/record-function.ts';
export type { Device, Target } from './lowering/target.ts';
export { onnxRuntimeVersion } from './runtime/session.ts';
export { registerOnnxRuntimeBackend } from './register.ts';
