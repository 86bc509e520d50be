import { cudaStatus } from './cuda.ts';
import type { DeviceStatus } from './device-status.ts';
import { tensorFlowStatus } from './tensorflow-status.ts';
import { webgpuStatus } from './webgpu.ts';

export type Backend = 'onnxruntime' | 'tensorflow' | 'cpu';

export interface DeviceEntry {
  title: string;
  /**
   * Whether it can compute here, found out without loading tfjs.
   * @param isAsked the user asks for it, so that it may take seconds; otherwise where there is no hardware is none
   */
  status(isAsked: boolean): DeviceStatus;
}

/** What there is to compute with: the default backend first, and of each the fastest device first. */
export const backends: Record<Backend, Record<string, DeviceEntry>> = {
  onnxruntime: {
    cuda: { title: 'ONNX Runtime on a card of NVIDIA', status: cudaStatus },
    webgpu: { title: 'ONNX Runtime on any GPU', status: webgpuStatus },
    cpu: { title: 'ONNX Runtime', status: () => alwaysThere },
  },
  tensorflow: {
    cuda: { title: 'TensorFlow on a card of NVIDIA', status: () => tensorFlowStatus('cuda') },
    cpu: { title: 'TensorFlow', status: () => tensorFlowStatus('cpu') },
  },
  cpu: {
    cpu: { title: "TensorFlow.js's own, slow, for checks", status: () => alwaysThere },
  },
};

const alwaysThere: DeviceStatus = { available: true, isSoftware: false };
