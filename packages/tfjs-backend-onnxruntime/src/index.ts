export { OnnxRuntimeBackend } from './backend.ts';
export type { BackendOptions } from './backend.ts';
export { onnxRuntimeVersion } from './runtime/session.ts';
export { registerOnnxRuntimeBackend } from './register.ts';
