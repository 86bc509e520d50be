import type { EngineChoice } from '@fcdd/stage';
import { cudaStatus } from './cuda.ts';
import type { DeviceStatus } from './device-status.ts';
import { tensorFlowStatus } from './tensorflow-status.ts';
import { webgpuStatus } from './webgpu.ts';

export type Backend = EngineChoice['backend'];

export interface DeviceEntry {
  title: string;
  /**
   * Finds out whether the device can compute here, without loading tfjs.
   * @param isRequested the user asks for this device, so that the check may take seconds; otherwise, missing hardware
   * decides at once
   */
  status(isRequested: boolean): DeviceStatus;
}

/** All backends, the default first, each with its devices, the fastest first. */
export const backends: Record<Backend, Record<string, DeviceEntry>> = {
  onnxruntime: {
    cuda: { title: 'ONNX Runtime on an NVIDIA card', status: cudaStatus },
    webgpu: { title: 'ONNX Runtime on any GPU', status: webgpuStatus },
    cpu: { title: 'ONNX Runtime', status: () => alwaysThere },
  },
  tensorflow: {
    cuda: { title: 'TensorFlow on an NVIDIA card', status: () => tensorFlowStatus('cuda') },
    cpu: { title: 'TensorFlow', status: () => tensorFlowStatus('cpu') },
  },
  cpu: {
    cpu: { title: 'TensorFlow.js itself, slow, for checks', status: () => alwaysThere },
  },
};

const alwaysThere: DeviceStatus = { available: true, isSoftware: false };
